//! The clock on the page: the part that changes every second.

use lz_license::UnixSeconds;
use vello_cpu::kurbo::Point;

use crate::pen::Pen;
use crate::typeset::{Face, Style};

/// Height of the clock in page units.
pub(crate) const HEIGHT: f64 = 46.0;
const TIME: Style = Style::new(Face::Bold, 23.5);
const DAY: Style = Style::new(Face::Medium, 13.0);

/// `09:41:12`, UTC+8.
pub(crate) fn words(at: UnixSeconds) -> String {
    let second = at.second_of_day();
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

/// Draws time and day from the top left corner `at`, `zoom` times as large. Digits have one width, so nothing jumps.
pub(crate) fn draw(pen: &mut Pen<'_>, at: Point, zoom: f32, now: UnixSeconds) {
    let time = words(now);
    pen.clock = Some((at, zoom));
    let large = |style: Style| Style { size: style.size * zoom, ..style };
    let (room, down) = (110.0 * f64::from(zoom), |y: f64| at.y + y * f64::from(zoom));
    let (ink, accent) = (pen.inks.ink, pen.inks.accent);
    pen.line(&time, large(TIME), Point::new(at.x, down(22.0)), room, accent);
    pen.line(&now.day().to_string(), large(DAY), Point::new(at.x, down(41.0)), room, ink);
}

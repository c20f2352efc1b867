//! Points and rectangles as shares of an upright picture: 0..1, origin top left.

use serde::{Deserialize, Serialize};

/// A point as shares of width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Share of the width, from the left.
    pub x: f32,
    /// Share of the height, from the top.
    pub y: f32,
}

/// A rectangle as shares of width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Rect {
    /// The middle of the rectangle.
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.w / 2.0, y: self.y + self.h / 2.0 }
    }

    /// The area, never negative.
    pub fn area(&self) -> f32 {
        self.w.max(0.0) * self.h.max(0.0)
    }

    /// Intersection over union: 1 for the same rectangle, 0 for strangers.
    pub fn overlap(&self, other: &Rect) -> f32 {
        let w = (self.x + self.w).min(other.x + other.w) - self.x.max(other.x);
        let h = (self.y + self.h).min(other.y + other.h) - self.y.max(other.y);
        let both = w.max(0.0) * h.max(0.0);
        let union = self.area() + other.area() - both;
        if union > 0.0 { both / union } else { 0.0 }
    }

    /// Whether all four numbers are finite and the rectangle touches the picture.
    pub fn is_sane(&self) -> bool {
        [self.x, self.y, self.w, self.h].iter().all(|v| v.is_finite() && v.abs() < 16.0) && self.w > 0.0 && self.h > 0.0
    }
}

//! `target/demo/index.html`: what the scenes told, in one file that needs nothing else, for somebody who knows nothing yet.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::fail::Played;
use crate::play::Done;
use crate::story::{Beat, Card, Outline, Picture, PictureKind, Who};

/// The scene whose pictures stand at the top: it is what all of this is for.
const FIRST_SIGHT: u32 = 7;

/// Writes the page into `folder`.
pub fn write(played: &[Done], folder: &Path, file: &str) -> Played<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(file);
    std::fs::write(&path, html(played))?;
    Ok(path)
}

/// The whole page.
pub fn html(played: &[Done]) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Liangzheng 亮证: the demonstration</title><style>",
    );
    out.push_str(include_str!("page.css"));
    out.push_str("</style></head><body>\n");
    head(&mut out, played);
    contents(&mut out, played);
    out.push_str("<main>\n");
    played.iter().for_each(|done| scene(&mut out, done));
    out.push_str("</main>\n");
    out.push_str(FOOT);
    out.push_str("</body></html>\n");
    out
}

const FOOT: &str = r#"<footer><div>
<section style="padding:0"><h3>What is real here</h3><p>The authority is a process with a database, reached over HTTP on the loopback address. Each phone is the core that an app uses, with its own folder and keys. The terminal is the program an officer would run; it reads picture files and nothing else.</p></section>
<section style="padding:0"><h3>What is not</h3><p>No person here exists; every page carries 样证, specimen. The frames come from a camera model with tilt, blur, noise, glare and rain, not from a lens before a screen. The real-person check is a development adapter that proves nothing, and every license says so.</p></section>
<section style="padding:0"><h3>Pictures</h3><p>Portrait: astronaut Eileen Collins, NASA, public domain, composed before a white wall; the spoiled photos and the blink are made from it. She holds no such license, and NASA endorses nothing. Coffee: Rachel Michetti, CC0. Cat: Stéfan van der Walt, CC0. Each page, code and verdict was made by the run that wrote this file.</p></section>
</div></footer>
"#;

fn head(out: &mut String, played: &[Done]) {
    out.push_str("<header><div class=\"mark\"><b>亮证</b><div>Liangzheng<small>An electronic driver’s license, demonstrated on real parts</small></div></div>");
    out.push_str("<h1>Shown and verified with no network on either side.</h1>");
    out.push_str("<p class=\"lead\">A driver opens the phone in a tunnel. An officer’s terminal looks at the screen, and says <strong>who</strong> this is, <strong>whether</strong> they may drive, <strong>how fresh</strong> that is, and shows the <strong>signed face</strong> to compare. Nobody is online. Below is the whole life of such a license in fourteen scenes, from application to roadside check.</p>");
    if let Some(done) = played.iter().find(|done| done.scene.number == FIRST_SIGHT && done.failed.is_none()) {
        triptych(out, done);
    }
    let expected: usize = played.iter().map(|done| done.story.expected.len()).sum();
    let took: f32 = played.iter().map(|done| done.story.took.as_secs_f32()).sum();
    let frames: usize = played
        .iter()
        .flat_map(|done| &done.story.beats)
        .flat_map(|beat| &beat.pictures)
        .filter(|picture| picture.kind == PictureKind::Frame)
        .count();
    let good = played.iter().filter(|done| done.failed.is_none()).count();
    let _ = write!(
        out,
        "<div class=\"sums\"><div><b>{good} of {}</b><span>scenes came to their end</span></div><div><b>{expected}</b><span>expectations held</span></div><div><b>{frames}</b><span>camera frames on this page</span></div><div><b>{took:.0} s</b><span>for all of it, on this machine</span></div></div></header>",
        played.len()
    );
}

/// Phone, camera, verdict: the story in one row.
fn triptych(out: &mut String, done: &Done) {
    let beats = &done.story.beats;
    let of = |kind| beats.iter().flat_map(|beat| &beat.pictures).find(move |picture| picture.kind == kind);
    let card = beats.iter().find_map(|beat| beat.card.as_ref());
    let (Some(screen), Some(frame), Some(card)) = (of(PictureKind::Screen), of(PictureKind::Frame), card) else {
        return;
    };
    out.push_str("<div class=\"triptych\"><div>");
    figure(out, screen, false);
    out.push_str("<p><b>The phone</b>, offline, drawn from what the authority signed.</p></div><div>");
    out.push_str("<div class=\"frame\" style=\"width:100%\"><div>");
    image(out, frame);
    out.push_str("</div></div><p><b>The camera</b> sees a screen: turned, shaken, at dusk. Nothing but such pictures reaches the terminal.</p></div><div>");
    verdict(out, card);
    out.push_str("<p><b>The terminal</b>, offline too, says what may be concluded.</p></div></div>");
}

fn contents(out: &mut String, played: &[Done]) {
    out.push_str("<nav aria-label=\"Scenes\"><ol>");
    for done in played {
        let end = match &done.failed {
            None => format!("<em>{:.1} s</em>", done.story.took.as_secs_f32()),
            Some(_) => "<em class=\"bad\">failed</em>".to_owned(),
        };
        let _ = write!(
            out,
            "<li><a href=\"#s{0}\"><i>{0}</i><span>{1}</span>{end}</a></li>",
            done.scene.number,
            safe(done.scene.title)
        );
    }
    out.push_str("</ol></nav>\n");
}

fn scene(out: &mut String, done: &Done) {
    let scene = done.scene;
    let _ = write!(
        out,
        "<section id=\"s{0}\"><div class=\"number\">Scene {0}</div><h2>{1}<span lang=\"zh\">{2}</span></h2><p class=\"about\">{3}</p>",
        scene.number,
        safe(scene.title),
        scene.title_zh,
        safe(scene.about)
    );
    let mut beats = done.story.beats.iter().peekable();
    while let Some(told) = beats.next() {
        // A phone's screen and what a terminal makes of it belong side by side.
        match beats.next_if(|next| alone(told, PictureKind::Screen) && next.card.is_some() && next.pictures.len() == 1)
        {
            Some(next) => {
                out.push_str("<div class=\"pair\">");
                beat(out, told);
                beat(out, next);
                out.push_str("</div>");
            }
            None => beat(out, told),
        }
    }
    if !done.story.expected.is_empty() {
        out.push_str("<div class=\"proved\"><b>What was expected, and held</b><ul>");
        for expected in &done.story.expected {
            let _ = write!(out, "<li>{}</li>", safe(expected));
        }
        out.push_str("</ul></div>");
    }
    if let Some(error) = &done.failed {
        let _ = write!(out, "<div class=\"failed\">The scene failed here. {}</div>", safe(&error.to_string()));
    }
    out.push_str("</section>\n");
}

/// One picture of this kind and nothing else.
fn alone(told: &Beat, kind: PictureKind) -> bool {
    told.card.is_none() && told.pictures.len() == 1 && told.pictures[0].kind == kind
}

fn beat(out: &mut String, told: &Beat) {
    let (class, name) = match told.who {
        Who::Teller => ("teller", "Where we are"),
        Who::Phone => ("phone", "The phone"),
        Who::Authority => ("authority", "The authority"),
        Who::Reviewer => ("reviewer", "The reviewer"),
        Who::Terminal => ("terminal", "The officer’s terminal"),
        Who::Firm => ("firm", "The rental firm’s terminal"),
    };
    // Little to see stands beside the words, much of it under them.
    let side = if told.card.is_none() && told.pictures.len() == 1 { " beside" } else { "" };
    let _ = write!(
        out,
        "<div class=\"beat {class}{side}\"><div><div class=\"who\">{name}</div><p>{}</p>",
        safe(&told.text)
    );
    if !told.quotes.is_empty() {
        out.push_str("<ul>");
        told.quotes.iter().for_each(|line| {
            let _ = write!(out, "<li>{}</li>", safe(line));
        });
        out.push_str("</ul>");
    }
    out.push_str("</div>");
    if !told.pictures.is_empty() || told.card.is_some() {
        let frames = told.pictures.iter().filter(|picture| picture.kind == PictureKind::Frame).count();
        let hinted = told.pictures.iter().filter(|picture| picture.hint.is_some()).count();
        out.push_str(match (frames, hinted) {
            (3.., _) => "<div class=\"seen many\">",
            (_, 3..) => "<div class=\"seen sheet\">",
            _ => "<div class=\"seen\">",
        });
        told.pictures.iter().for_each(|picture| figure(out, picture, true));
        if let Some(card) = &told.card {
            verdict(out, card);
        }
        out.push_str("</div>");
    }
    out.push_str("</div>\n");
}

fn figure(out: &mut String, picture: &Picture, caption: bool) {
    let class = match picture.kind {
        PictureKind::Screen => "screen",
        PictureKind::Frame => "frame",
        PictureKind::Face => "face",
        PictureKind::Photo => "photo",
        PictureKind::Challenge => "challenge",
    };
    let says = picture.hint.as_ref().map_or("", |hint| if hint.bad { " hinted bad" } else { " hinted good" });
    let _ = write!(out, "<figure class=\"{class}{says}\"><div>");
    image(out, picture);
    if let Some(outline) = &picture.outline {
        drawn_over(out, outline);
    }
    out.push_str("</div>");
    if let Some(hint) = &picture.hint {
        let _ = write!(
            out,
            "<figcaption>{}<b lang=\"zh\">{}</b><span>{}</span></figcaption>",
            safe(&picture.caption),
            safe(&hint.zh),
            safe(&hint.en)
        );
    } else if caption {
        let _ = write!(out, "<figcaption>{}</figcaption>", safe(&picture.caption));
    }
    out.push_str("</figure>");
}

/// What the camera screen draws: the place of the head, and the face that was found.
fn drawn_over(out: &mut String, outline: &Outline) {
    let [left, top, width, height] = outline.target.map(|share| share * 100.0);
    out.push_str("<svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    let _ = write!(
        out,
        "<ellipse cx=\"{:.2}\" cy=\"{:.2}\" rx=\"{:.2}\" ry=\"{:.2}\"/>",
        left + width / 2.0,
        top + height / 2.0,
        width / 2.0,
        height / 2.0
    );
    if let Some([left, top, width, height]) = outline.face.map(|face| face.map(|share| share * 100.0)) {
        let _ = write!(out, "<rect x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"/>");
    }
    out.push_str("</svg>");
}

fn image(out: &mut String, picture: &Picture) {
    let data = STANDARD.encode(&picture.bytes);
    let _ = write!(out, "<img alt=\"{}\" src=\"data:{};base64,{data}\">", safe(&picture.caption), picture.mime);
}

fn verdict(out: &mut String, card: &Card) {
    let (mark, word, next) = match card.verdict.as_str() {
        "valid" => ("✔", "Valid", "Compare the face with the portrait."),
        "attention" => ("▲", "Attention", "Do what stands below, then decide."),
        "must-not-drive" => ("⊘", "Must not drive", "The license is genuine. Its holder must not drive."),
        "refused" => ("✘", "Refused", "Do not accept this code. Look the license up by its number."),
        _ => ("?", "Not read", "Hold the camera steady and scan again."),
    };
    let _ = write!(out, "<div class=\"card {}\"><h3>{mark} {word}<small>{next}</small></h3>", safe(&card.verdict));
    if !card.facts.is_empty() {
        out.push_str("<div class=\"inside\">");
        if let Some(face) = &card.face {
            let _ =
                write!(out, "<img alt=\"The signed face\" src=\"data:image/webp;base64,{}\">", STANDARD.encode(face));
        }
        out.push_str("<dl>");
        for (label, value) in &card.facts {
            let _ = write!(out, "<dt>{}</dt><dd>{}</dd>", safe(label), safe(value));
        }
        out.push_str("</dl></div>");
    }
    if !card.sentences.is_empty() {
        out.push_str("<div class=\"notes\">");
        card.sentences.iter().for_each(|sentence| {
            let _ = write!(out, "<p>{}</p>", safe(sentence));
        });
        out.push_str("</div>");
    }
    out.push_str("</div>");
}

fn safe(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

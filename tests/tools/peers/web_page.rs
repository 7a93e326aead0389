//! A page with a list of messages, as heavy as the median page of the web: it stands for a mail site in a browser.
//!
//! The weight is that of the HTTP Archive's median page for desktops in October 2024: 613 KB of script, 78 KB of styles and
//! 18 KB of HTML, compressed, and 1,054 KB of images in 18 files. Script and styles are counted four times as large here,
//! because the page is not compressed. Fonts are left out.

use super::mailbox::LARGE_SUBJECT;
use crate::x11_screen::{Colour, ScreenArea};
use std::fmt::Write as _;
use std::path::Path;

/// The colour of the page's top left corner.
pub const MARKER_COLOUR: Colour = [0x7a, 0x1f, 0xa2];

/// The subject of the first message, from the top left corner of the page.
pub const FIRST_SUBJECT: ScreenArea = ScreenArea { x: 420, y: 62, width: 140, height: 24 };

const SCRIPT_BYTES: usize = 613_000 * 4;
const STYLE_BYTES: usize = 78_000 * 4;
const IMAGES: usize = 18;
/// The width and height of an image, in pixels of three bytes.
const IMAGE_SIDE: u32 = 140;
/// The rows of the list, as many as mail sites show on a page.
pub const ROWS: usize = 50;

/// The bytes of the page's parts.
pub struct PageWeight {
    pub html: usize,
    pub script: usize,
    pub styles: usize,
    pub images: usize,
}

/// Writes the page and its parts into a folder. A click on the first row shows `message` in a frame.
pub fn write_sample_website(folder: &Path, message: &str) -> PageWeight {
    std::fs::create_dir_all(folder).unwrap();
    let write = |name: &str, content: &[u8]| {
        std::fs::write(folder.join(name), content).unwrap();
        content.len()
    };
    write("message.html", format!("<!DOCTYPE html><meta charset=utf-8>{message}").as_bytes());
    PageWeight {
        html: write("index.html", build_sample_list_page().as_bytes()),
        script: write("site.js", build_sample_site_script().as_bytes()),
        styles: write("site.css", build_web_mail_styles().as_bytes()),
        images: (0..IMAGES).map(|number| write(&format!("{number}.bmp"), &build_test_bitmap(number as u32))).sum(),
    }
}

fn build_sample_list_page() -> String {
    let mut rows = String::new();
    for number in 0..ROWS {
        let subject = if number == 0 { LARGE_SUBJECT.to_owned() } else { format!("Message {}", 1_000 - number) };
        let picture = number % IMAGES;
        write!(
            rows,
            "<li class=row><img src={picture}.bmp alt=''><span class=from>Sandbox Sender</span>\
             <span class=subject>{subject}</span><span class=text>Up to half off until Sunday. The autumn sale: blankets, \
             lamps and everything warm.</span><time>15:{:02}</time></li>",
            59 - number
        )
        .unwrap();
    }
    format!(
        "<!DOCTYPE html><meta charset=utf-8><title>Mail</title><link rel=stylesheet href=site.css>\
         <div id=marker></div><header>Mail</header><nav><a>Inbox</a><a>Sent</a><a>Drafts</a><a>Junk</a></nav>\
         <ul id=list>{rows}</ul><script src=site.js></script>"
    )
}

/// Builds a script that defines functions, runs each of them once, and keeps what they return, as a site's parts do.
fn build_sample_site_script() -> String {
    let mut script = String::from("const parts = new Map();\n");
    let mut number = 0;
    while script.len() < SCRIPT_BYTES {
        write!(
            script,
            "parts.set({number}, (function part{number}(state) {{\n\
             const own = {{ id: {number}, name: 'part {number}', listeners: [], items: [1, 2, 3, {number}] }};\n\
             own.update = (next) => {{ for (const key in next) if (own[key] !== next[key]) own[key] = next[key]; return own; }};\n\
             own.total = () => own.items.reduce((sum, item) => sum + item * {number}, 0);\n\
             if (state && state.id > own.total()) own.listeners.push(() => own.update(state));\n\
             return own;\n}})(parts.get({number} - 1)));\n"
        )
        .unwrap();
        number += 1;
    }
    script.push_str(
        "document.getElementById('list').firstElementChild.addEventListener('click', () => {
           const frame = document.createElement('iframe');
           frame.src = 'message.html';
           frame.id = 'reading';
           document.body.append(frame);
         });\n",
    );
    script
}

fn build_web_mail_styles() -> String {
    let [red, green, blue] = MARKER_COLOUR;
    let mut styles = format!(
        "body {{ margin: 0; font: 14px sans-serif; background: #fff; color: #202124 }}
#marker {{ position: fixed; left: 0; top: 0; width: 40px; height: 40px; background: rgb({red},{green},{blue}) }}
header {{ position: fixed; left: 60px; top: 10px; font-size: 20px }}
nav {{ position: fixed; left: 0; top: 56px; width: 190px }}
nav a {{ display: block; padding: 8px 24px }}
#list {{ position: absolute; left: 200px; top: 56px; right: 0; margin: 0; padding: 0; list-style: none }}
.row {{ display: flex; align-items: center; height: 36px; border-bottom: 1px solid #e0e0e0; white-space: nowrap }}
.row img {{ width: 24px; height: 24px; margin: 0 12px }}
.from {{ width: 170px; flex: none }}
.subject {{ width: 160px; flex: none }}
.text {{ flex: 1; overflow: hidden; color: #5f6368 }}
time {{ padding: 0 16px }}
#reading {{ position: fixed; left: 200px; top: 56px; width: calc(100% - 200px); height: calc(100% - 56px); border: 0; \
         background: #fff }}
"
    );
    let mut number = 0;
    while styles.len() < STYLE_BYTES {
        writeln!(styles, ".part-{number} > .row .text {{ padding: {}px; color: #{number:06x} }}", number % 40).unwrap();
        number += 1;
    }
    styles
}

/// Builds a bitmap whose pixels differ from each other.
fn build_test_bitmap(seed: u32) -> Vec<u8> {
    let pixels = IMAGE_SIDE * IMAGE_SIDE * 3;
    let mut file = b"BM".to_vec();
    // The file header, then the header of the picture: its size, one plane of 24 bits, not compressed.
    for word in [54 + pixels, 0, 54, 40, IMAGE_SIDE, IMAGE_SIDE, 1 | 24 << 16, 0, pixels, 2_835, 2_835, 0, 0] {
        file.extend(word.to_le_bytes());
    }
    let mut state = seed + 1;
    file.extend((0..pixels).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    }));
    file
}

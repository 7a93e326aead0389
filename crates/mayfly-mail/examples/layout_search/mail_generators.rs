//! Mail put together at random from pieces of markup, style and text that may cost a layout engine much.

use std::fmt::Write as _;

/// A generator of numbers that gives the same ones for the same seed on every machine.
pub(crate) struct SeededRandom(u64);

impl SeededRandom {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below `end`.
    fn next_number_below(&mut self, end: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.next_number_below(list.len())]
    }

    /// `true` once in `count` times.
    fn next_bool_one_in(&mut self, count: usize) -> bool {
        self.next_number_below(count) == 0
    }
}

const DISPLAYS: &[&str] = &[
    "",
    "",
    "display:block",
    "display:inline",
    "display:inline-block",
    "display:flex",
    "display:flex;flex-direction:column",
    "display:flex;flex-wrap:wrap",
    "display:inline-flex",
    "display:inline-flex;flex-direction:column",
    "display:table",
    "display:inline-table",
    "display:table-row",
    "display:table-cell",
    "display:table-row-group",
    "display:table-caption",
    "display:list-item",
    "display:flow-root",
    "float:left",
    "float:right;clear:both",
];

const SIZES: &[&str] = &[
    "",
    "",
    "padding:1%",
    "padding:1% 0 0 1%",
    "padding-inline:calc(1% + 1px)",
    "padding:1vw",
    "padding:inherit",
    "margin:1%",
    "margin:0 auto",
    "width:95%",
    "width:calc(100% - 1px)",
    "width:10000px",
    "width:1px",
    "min-width:95%",
    "max-width:95%",
    "height:95%",
    "height:100%",
    "min-height:95%",
    "max-height:95%",
    "height:inherit",
    "height:100vh",
    "aspect-ratio:1",
    "aspect-ratio:2;height:50%",
    "flex:1",
    "flex:1 1 50%",
    "flex-basis:50%",
    "flex-shrink:0",
    "text-indent:5%",
    "gap:1%",
    "line-height:110%",
    "font-size:110%",
    "font-size:1px",
    "font-size:500px",
    "vertical-align:10%",
    "border-spacing:1em",
];

const EXTRAS: &[&str] = &[
    "",
    "",
    "",
    "overflow:auto",
    "overflow:hidden",
    "overflow-x:auto;overflow-y:hidden",
    "box-sizing:border-box",
    "position:relative",
    "opacity:.9",
    "align-items:stretch",
    "align-items:baseline",
    "align-self:center",
    "justify-content:center",
    "align-content:center",
    "vertical-align:middle",
    "vertical-align:baseline",
    "text-align:justify",
    "white-space:nowrap",
    "white-space:pre-wrap",
    "word-break:break-all",
    "overflow-wrap:anywhere",
    "line-break:anywhere",
    "hyphens:auto",
    "text-wrap:balance",
    "text-wrap:pretty",
    "direction:rtl",
    "unicode-bidi:isolate",
    "unicode-bidi:plaintext",
    "table-layout:fixed",
    "border-collapse:collapse;border:1px solid",
    "border:1px dotted;border-radius:50%",
    "border-radius:50%;border:3px double",
    "border:1px dashed",
    "letter-spacing:1px",
    "word-spacing:2em",
    "text-decoration:underline wavy red",
    "text-shadow:0 0 3px red",
    "text-shadow:0 0 1px red,0 0 9px blue,1px 1px red",
    "box-shadow:0 0 9px red",
    "box-shadow:0 0 50px 20px red",
    "box-shadow:inset 0 0 9px red",
    "background:linear-gradient(red,blue)",
    "background:radial-gradient(red,blue);background-size:2px 2px",
    "background:repeating-conic-gradient(red 0,blue 1deg)",
    "list-style-position:inside",
    "list-style-type:upper-roman",
    "visibility:hidden",
    "text-transform:capitalize",
    "font-variant:small-caps",
    "text-overflow:ellipsis;overflow:hidden;white-space:nowrap",
    "tab-size:1000",
    "clear:both",
    "object-fit:cover",
];

const CONTAINERS: &[&str] = &[
    "div",
    "div",
    "div",
    "span",
    "span",
    "p",
    "b",
    "a",
    "font",
    "section",
    "center",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dd",
    "pre",
    "h1",
    "details",
    "summary",
    "figure",
    "q",
    "sub",
    "bdi",
    "bdo dir=rtl",
    "address",
    "small",
    "table",
    "table width=100%",
    "table align=left",
    "table height=50%",
    "table border=1",
    "code",
    "mark",
    "ins",
];

const LEAVES: &[&str] = &[
    "x",
    "x ",
    "x<br>",
    "<br>",
    "<hr>",
    "<wbr>",
    "<img alt=x src=http://a.test/a.png>",
    "<img alt=x width=50% src=http://a.test/a.png>",
    "<img align=left alt=xx src=http://a.test/a.png>",
    "<b>x</b>",
    "<b>x</b> ",
    "<b></b>",
    "<a href=http://a.test/>x</a> ",
    "<li>x",
    "<dt>x<dd>y",
    "<p>x",
    "<div>x</div>",
    "<div></div>",
    "<q>x</q>",
    "<sub>x</sub>",
    "<table><tr><td>x</table>",
    "<table align=left><tr><td>x</table>",
    "&nbsp;",
    "&shy;x",
    "<bdo dir=rtl>x</bdo>",
    "<details><summary>x</summary>y</details>",
    "<span dir=rtl>x</span> ",
    "<ul><li>x</ul>",
    "<h2>x</h2>",
    "<pre>x\n</pre>",
];

const CELLS: &[&str] = &[
    "<td>x",
    "<td>",
    "<td rowspan=3>x",
    "<td colspan=3>x",
    "<td rowspan=200>x",
    "<td colspan=200>x",
    "<td rowspan=7 colspan=5>x",
    "<td width=50%>x",
    "<td height=50%>x",
    "<td width=1>x",
    "<th>x",
    "<td nowrap>x x x",
    "<td style=\"padding:2%\">x",
    "<td style=\"display:block\">x",
    "<td style=\"float:left\">x",
    "<td style=\"vertical-align:baseline\">x",
    "<td><table width=100%><tr><td>x</table>",
];

const CHARACTERS: &[&str] = &[
    "x",
    "word ",
    "W",
    "i",
    ".",
    "-",
    "/",
    "\u{301}",
    "\u{323}",
    "a\u{301}",
    "é",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{200c}",
    "\u{202e}",
    "\u{2067}",
    "\u{2069}",
    "\u{34f}",
    "\u{a0}",
    "\u{2028}",
    "\t",
    "\n",
    "א",
    "א ",
    "ا",
    "ب",
    "شَ",
    "क",
    "क्",
    "ि",
    "ก",
    "ำ",
    "漢",
    "、",
    "あ",
    "한",
    "ᄀ",
    "ཀ",
    "ྱ",
    "😀",
    "👨\u{200d}",
    "🇩",
    "\u{fe0f}",
    "\u{e000}",
    "\u{1d165}",
    "ﷺ",
    "fi",
    "1",
    " ",
    "  ",
    "_",
    "&amp;",
    "\u{1100}\u{1161}",
    "ᠠ",
    "𓀀",
    "ꦏ꧀",
    "\u{20dd}",
];

const COMPOUNDS: &[&str] = &[
    "*",
    "b",
    "div",
    "p",
    ".a",
    ".q",
    "#i",
    "b.a",
    ":first-child",
    ":last-child",
    ":nth-child(2n+1)",
    ":nth-last-child(3n)",
    ":nth-of-type(7n+3)",
    ":nth-last-of-type(2)",
    ":only-of-type",
    ":first-of-type",
    ":not(.a)",
    ":not(:nth-last-child(2))",
    ":hover",
    "*:hover",
    "[class]",
    "[class*=zz]",
    "[title*=aaab]",
    "[style*=zz]",
    ":empty",
    "b:not(.z):not(.y)",
    ":last-of-type",
    "b::first-letter",
    "div::first-line",
];

/// A style of up to three declarations.
fn make_style(random: &mut SeededRandom) -> String {
    let parts = [random.pick(DISPLAYS), random.pick(SIZES), random.pick(EXTRAS)];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(";")
}

/// A start tag and its end, and the rule that gives it its style, if it has none of its own.
fn make_random_element(random: &mut SeededRandom, rules: &mut String) -> (String, String) {
    let tag = random.pick(CONTAINERS);
    let name = tag.split(' ').next().unwrap_or(tag);
    let style = make_style(random);
    let (mut open, mut close) = (format!("<{tag}"), format!("</{name}>"));
    if random.next_bool_one_in(4) {
        let class = format!("c{}", rules.len());
        let selector = if random.next_bool_one_in(3) { name.to_owned() } else { format!(".{class}") };
        let _ = write!(rules, "{selector}{{{style}}}");
        let _ = write!(open, " class={class}>");
    } else {
        let _ = write!(open, " style=\"{style}\">");
    }
    if name == "table" {
        let cell = if random.next_bool_one_in(2) { make_style(random) } else { String::new() };
        let _ = write!(open, "<tr><td style=\"{cell}\">");
        close = format!("</td></tr>{close}");
    }
    (open, close)
}

fn make_random_text(random: &mut SeededRandom) -> String {
    (0..=random.next_number_below(3)).map(|_| random.pick(CHARACTERS)).collect()
}

/// Markup with rules in a style sheet in front of it.
fn prepend_style_element(rules: &str, body: &str) -> String {
    if rules.is_empty() { body.to_owned() } else { format!("<style>{rules}</style>{body}") }
}

/// A kind of mail that can be made in any size.
pub(crate) struct ScalableMailGenerator {
    pub(crate) kind: &'static str,
    /// The size that is tried first.
    pub(crate) start_size: usize,
    generate_mail_of_size: Box<dyn Fn(usize) -> String>,
}

impl ScalableMailGenerator {
    /// The candidate with this number.
    pub(crate) fn new(number: u64) -> Self {
        let mut random = SeededRandom::new(number);
        let (kind, start_size, generate_mail_of_size): (_, _, Box<dyn Fn(usize) -> String>) =
            match random.next_number_below(8) {
                0..3 => ("nesting", 16, make_nesting(random)),
                3..5 => ("siblings", 6_000, generate_sibling_elements(random)),
                5 => ("table", 60, make_html_table_generator(random)),
                6 => ("rules", 400, make_mail_with_rules(random)),
                _ => ("text", 60_000, make_long_text_mail(random)),
            };
        Self { kind, start_size, generate_mail_of_size }
    }

    pub(crate) fn generate_mail_of_size(&self, size: usize) -> String {
        (self.generate_mail_of_size)(size)
    }
}

/// Elements of one to four kinds inside each other, in turns, some of them beside a leaf.
fn make_nesting(mut random: SeededRandom) -> Box<dyn Fn(usize) -> String> {
    let mut rules = String::new();
    let chain: Vec<(String, String)> =
        (0..=random.next_number_below(4)).map(|_| make_random_element(&mut random, &mut rules)).collect();
    let leaf = random.pick(LEAVES);
    let beside = if random.next_bool_one_in(3) { random.pick(LEAVES) } else { "" };
    let trees = if random.next_bool_one_in(4) { 20 } else { 1 };
    Box::new(move |size| {
        let open: String = chain.iter().map(|(open, _)| format!("{beside}{open}")).collect();
        let close: String = chain.iter().rev().map(|(_, close)| close.as_str()).collect();
        prepend_style_element(&rules, &format!("{}{leaf}{}", open.repeat(size), close.repeat(size)).repeat(trees))
    })
}

/// Many elements of one to three kinds beside each other, in an element.
fn generate_sibling_elements(mut random: SeededRandom) -> Box<dyn Fn(usize) -> String> {
    let mut rules = String::new();
    let outer = make_random_element(&mut random, &mut rules);
    let units: Vec<String> = (0..=random.next_number_below(3))
        .map(|_| {
            let leaf = random.pick(LEAVES);
            if random.next_bool_one_in(2) {
                return leaf.to_owned();
            }
            let (open, close) = make_random_element(&mut random, &mut rules);
            format!("{open}{leaf}{close}")
        })
        .collect();
    Box::new(move |size| {
        let count = size / units.len();
        prepend_style_element(&rules, &format!("{}{}{}", outer.0, units.concat().repeat(count), outer.1))
    })
}

/// A table of rows that repeat, of cells that repeat.
fn make_html_table_generator(mut random: SeededRandom) -> Box<dyn Fn(usize) -> String> {
    let style = make_style(&mut random);
    let rows: Vec<String> = (0..=random.next_number_below(3))
        .map(|_| {
            let cells: String = (0..=random.next_number_below(3)).map(|_| random.pick(CELLS)).collect();
            cells
        })
        .collect();
    let columns = [1, 4, 20][random.next_number_below(3)];
    let border = random.pick(&["", " border=1", " cellpadding=9", " width=50%", " rules=all"]);
    Box::new(move |size| {
        let row: String = rows.iter().map(|cells| format!("<tr>{}", cells.repeat(columns))).collect();
        format!("<table{border} style=\"{style}\">{}</table>", row.repeat(size))
    })
}

/// Many rules of several parts, over many elements.
fn make_mail_with_rules(mut random: SeededRandom) -> Box<dyn Fn(usize) -> String> {
    let parts = 1 + random.next_number_below(6);
    let mut selector = String::new();
    for part in 0..parts {
        if part > 0 {
            selector.push_str(random.pick(&[" ", " ", ">", "+", "~", "~"]));
        }
        selector.push_str(random.pick(COMPOUNDS));
    }
    let style = random.pick(&["color:red", "padding:1px", "display:inline-block", "font-weight:bold", "width:50%"]);
    let unit = random.pick(&[
        "<b>x</b>",
        "<b class=a>x</b>",
        "<div class=q><b>x</b></div>",
        "<p>x",
        "<div><div><p class=a>x</p></div></div>",
        "<b title=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>x</b> ",
    ]);
    let varies = random.next_bool_one_in(2);
    Box::new(move |size| {
        let rules: String = (0..size)
            .map(|number| {
                if varies { format!("{selector}:not(.v{number}){{{style}}}") } else { format!("{selector}{{{style}}}") }
            })
            .collect();
        prepend_style_element(&rules, &unit.repeat(10 * size))
    })
}

/// Much text of a few characters that repeat.
fn make_long_text_mail(mut random: SeededRandom) -> Box<dyn Fn(usize) -> String> {
    let mut rules = String::new();
    let outer = make_random_element(&mut random, &mut rules);
    let unit = make_random_text(&mut random);
    let start = make_random_text(&mut random);
    let break_after = if random.next_bool_one_in(3) { 1 + random.next_number_below(500) } else { usize::MAX };
    Box::new(move |size| {
        let count = size / unit.len().max(1);
        let mut text = start.clone();
        for number in 1..=count {
            text.push_str(&unit);
            if number % break_after == 0 {
                text.push(' ');
            }
        }
        prepend_style_element(&rules, &format!("{}{text}{}", outer.0, outer.1))
    })
}

//! Elements that are written as others.

use super::{body, extract_message_style_sheet, rendered};

/// The attribute of the class that stands for an element's name.
fn class_attribute_for_element(name: &str) -> String {
    format!("class=\"mayfly-e-{name}\"")
}

#[test]
fn elements_that_are_not_allowed_keep_their_attributes() {
    let [label, foo, nobr, fieldset, legend, menu, form] =
        ["label", "foo", "nobr", "fieldset", "legend", "menu", "form"].map(class_attribute_for_element);
    for (html, expected, text) in [
        ("A<label style='font-size:0'>zz</label>B", format!("A<span style=\"font-size:0\" {label}>zz</span>B"), "AB"),
        ("a<foo style='display:none'>zz</foo>b", format!("a<span style=\"display:none\" {foo}>zz</span>b"), "ab"),
        ("a<foo hidden>zz</foo>b", format!("a<span hidden=\"\" {foo}>zz</span>b"), "ab"),
        ("a<foo>zz</foo>b", "azzb".to_owned(), "azzb"),
        ("a<o:p></o:p>b", "ab".to_owned(), "ab"),
        (
            "<label style='display:block'>Order</label>47",
            format!("<span style=\"display:block\" {label}>Order</span>47"),
            "Order\n47",
        ),
        ("<nobr>a b</nobr>", format!("<span {nobr}>a b</span>"), "a b"),
        (
            "<fieldset><legend>Order</legend>47</fieldset>",
            format!("<section {fieldset}><section {legend}>Order</section>47</section>"),
            "Order\n47",
        ),
        (
            "<button>a</button><button>b</button>",
            format!("<span {0}>a</span><span {0}>b</span>", class_attribute_for_element("button")),
            "a b",
        ),
        ("<menu><li>a<li>b</menu>c", format!("<ul {menu}><li>a</li><li>b</li></ul>c"), "- a\n- b\n\nc"),
        ("a<form>b</form>c", format!("a<section {form}>b</section>c"), "a\nb\nc"),
        ("<table><form><tr><td>a</form></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>".to_owned(), "a"),
        ("<form><div>a</form>b</div>c</form>", format!("<section {form}><div>ab</div>c</section>"), "ab\nc"),
        ("<xmp><b>a</xmp>", format!("<pre {}>&lt;b&gt;a</pre>", class_attribute_for_element("xmp")), "<b>a"),
        (
            "a<textarea style='display:none'>zz</textarea>",
            format!("a<span style=\"display:none\" {}>zz</span>", class_attribute_for_element("textarea")),
            "a",
        ),
        (
            "a<dialog>zz</dialog>",
            format!("a<section {} hidden=\"\">zz</section>", class_attribute_for_element("dialog")),
            "a",
        ),
        ("<dialog open>a</dialog>", format!("<section {}>a</section>", class_attribute_for_element("dialog")), "a"),
        // The ends of others do not end them.
        ("<foo style='color:red'>a</span>b</foo>c", format!("<span style=\"color:red\" {foo}>ab</span>c"), "abc"),
        (
            "<foo style='color:red'>a</bar>b<bar id=x>c</foo>d",
            format!(
                "<span style=\"color:red\" {foo}>ab<span id=\"x\" {}>c</span></span>d",
                class_attribute_for_element("bar")
            ),
            "abcd",
        ),
    ] {
        // The order of attributes is irrelevant.
        let sorted = |html: &str| {
            let mut words: Vec<String> = html.replace('>', " >").split(' ').map(str::to_owned).collect();
            words.sort();
            words
        };
        assert_eq!(sorted(&body(html)), sorted(&expected), "{html}: {}", body(html));
        assert_eq!(rendered(html).text, text, "{html}");
    }
}

#[test]
fn buttons_look_like_buttons() {
    let html = "<a href=https://a.test><button style='background:#05c;color:#fff;padding:12px'>Go</button></a>";
    let button = "<span style=\"background:#05c;color:#fff;padding:12px\" class=\"mayfly-e-button\">Go</span></a>";
    assert!(body(html).ends_with(button), "{}", body(html));
    assert_eq!(rendered(html).links[0].text, "Go");
    for (html, expected) in [
        ("<button>Go</button>", "<span class=\"mayfly-e-button\">Go</span>"),
        ("<input type=submit value='Go &amp; &lt;see'>", "<span class=\"mayfly-e-input\">Go &amp; &lt;see</span>"),
        ("<input type=SUBMIT>", "<span class=\"mayfly-e-input\">Submit</span>"),
        ("<input type=button value=Go class=x>", "<span class=\"x mayfly-e-input\">Go</span>"),
        ("a<input value=b><input type=hidden value=c><input type=checkbox value=d>", "a"),
        (
            "<button class='btn big'>Go<button>On</button>",
            "<span class=\"btn big mayfly-e-button\">Go</span><span class=\"mayfly-e-button\">On</span>",
        ),
    ] {
        assert_eq!(body(html), expected, "{html}");
    }
    // The document's own style gives them a box, which the message's styles override.
    let document = rendered("<button>Go</button>").document;
    let base = document.split("</style>").next().unwrap();
    assert!(
        base.contains(":where(.mayfly-message) :where(.mayfly-e-button,.mayfly-e-input){width:fit-content;"),
        "{base}"
    );
}

#[test]
fn rules_for_elements_that_are_not_allowed_still_apply() {
    for (rules, expected) in [
        ("button{color:red}", ".mayfly-message span:where(.mayfly-e-button){color:red}"),
        ("LABEL.x > b{color:red}", ".mayfly-message span:where(.mayfly-e-label).x>b{color:red}"),
        ("td form:hover{color:red}", ".mayfly-message td section:where(.mayfly-e-form):hover{color:red}"),
        ("input[type=submit]{color:red}", ".mayfly-message span:where(.mayfly-e-input){color:red}"),
        ("input[type=text]{color:red}", ".mayfly-message span:where(.mayfly-e-input)[type=\"text\"]{color:red}"),
        ("o\\:p{color:red}", ".mayfly-message span:where(.mayfly-e-o\\:p){color:red}"),
        (
            "foo:not(label){color:red}",
            ".mayfly-message span:where(.mayfly-e-foo):not(span:where(.mayfly-e-label)){color:red}",
        ),
    ] {
        assert_eq!(extract_message_style_sheet(&format!("<style>{rules}</style>x")), expected, "{rules}");
    }
    for html in [
        "<style>foo{display:none}</style>a<foo>zz</foo>b",
        "a<foo>zz</foo>b<style>x,FOO{display:none}</style>",
        "<style>o\\:p{display:none}</style>a<o:p>zz</o:p>b",
        "<style>label,b b{font-size:0}</style>a<label>zz</label>b",
        "<style>.x button{position:absolute;left:-9999px}</style>a<b class=x><button>zz</button></b>b",
    ] {
        assert_eq!(rendered(html).text, "ab", "{html}: {}", body(html));
    }
}

#[test]
fn no_sender_can_wear_the_class_of_an_elements_name() {
    for html in [
        "<p class=mayfly-e-button>words</p>",
        "<p class='x mayfly-e-label'>words</p>",
        "<p class='mayfly-0123456789abcdef-button'>words</p>",
        "<style>.mayfly-e-button,:where(.mayfly-e-button),span:where(.mayfly-e-x){color:red}</style>words",
    ] {
        let document = rendered(html).document;
        assert!(!document.split_once("</style>").unwrap().1.contains("-button"), "{html}");
        assert!(!document.split_once("</style>").unwrap().1.contains("mayfly-e-"), "{html}");
    }
}

//! Leaves out the links of footers and menus, which stand side by side.

use super::located_link::LocatedLink;
use crate::analysed_text::AnalysedText;
use crate::lexicon::PhraseRole;

/// The fewest links on one line that make a menu, whatever their words.
const MIN_MENU_LINKS: usize = 3;

/// Excludes the links that stand side by side with a link that is excluded, or in a menu: "Security | Help | Unsubscribe",
/// "Women | Men | Home". Mail that counts clicks has a random identifier in each of them, so that the address tells nothing.
/// Links that confirm something by their own words stay, and so do those beside one that refuses: "Approve | Decline".
pub(super) fn exclude_navigation_links(context: &AnalysedText, links: &mut [LocatedLink<'_>]) {
    let row_follows = |left: &LocatedLink<'_>, right: &LocatedLink<'_>| {
        let (Some(left), Some(right)) = (&left.span, &right.span) else { return false };
        left.end <= right.start
            && !context.slice(left.end, right.start).chars().any(|c| c == '\n' || c.is_alphanumeric())
    };
    for row in links.chunk_by_mut(row_follows) {
        let has_refusal = row.iter().any(|link| link.refuses || link.label.disavows());
        let has_excluded = row.iter().any(|link| link.is_excluded);
        if has_refusal || !(row.len() >= MIN_MENU_LINKS || row.len() > 1 && has_excluded) {
            continue;
        }
        for link in row.iter_mut().filter(|link| !link.label.confirms()) {
            link.is_excluded = true;
        }
    }
}

/// Excludes the links of a list whose addresses differ only in their last part, as those of articles and threads do: "- Trip to
/// Hà Giang", "- Registration is confirmed".
pub(super) fn exclude_links_of_list_items(context: &AnalysedText, links: &mut [LocatedLink<'_>]) {
    let is_item = |link: &LocatedLink<'_>| {
        link.span.as_ref().is_some_and(|span| {
            let line = context.slice(0, span.start).rsplit('\n').next().unwrap_or_default().trim();
            let after = context.slice(span.end, context.normalised_text().len());
            matches!(line, "-" | "*" | "•" | "·" | "–" | "▪" | "◦")
                && after.split('\n').next().unwrap_or_default().trim().is_empty()
        })
    };
    for i in 1..links.len() {
        let (left, right) = (&links[i - 1], &links[i]);
        if is_item(left)
            && is_item(right)
            && left.address.differs_only_in_last_segment(&right.address)
            && !(left.refuses || right.refuses || left.label.disavows() || right.label.disavows())
        {
            links[i - 1].is_excluded = true;
            links[i].is_excluded = true;
        }
    }
}

/// Excludes the links to sign in that follow an excluded link in the same sentence: "Update your preferences or log in to your
/// account".
pub(super) fn exclude_sign_ins_of_footers(context: &AnalysedText, links: &mut [LocatedLink<'_>]) {
    for i in 1..links.len() {
        let (left, right) = (&links[i - 1], &links[i]);
        // "You can change the address we write to, or opt out"
        if right.is_excluded
            && !right.refuses
            && is_address_change_link(left)
            && are_in_one_sentence(context, left, right)
        {
            links[i - 1].is_excluded = true;
            continue;
        }
        if left.is_excluded
            && !left.refuses
            && are_in_one_sentence(context, left, right)
            && right.label.has_phrase_with_role(PhraseRole::Access)
            && !right.label.confirms()
        {
            links[i].is_excluded = true;
        }
    }
}

/// Whether a link changes an address and confirms nothing.
fn is_address_change_link(link: &LocatedLink<'_>) -> bool {
    let names_address =
        link.label.has_phrase_with_role(PhraseRole::Address) || link.label.has_phrase_with_role(PhraseRole::Access);
    names_address && !link.label.confirms() && !link.label.accepts()
}

/// Whether two links stand in one sentence, in this order and on one line.
fn are_in_one_sentence(context: &AnalysedText, left: &LocatedLink<'_>, right: &LocatedLink<'_>) -> bool {
    let (Some(before), Some(after)) = (&left.span, &right.span) else { return false };
    before.end <= after.start
        && context.sentence_index_at(before.start) == context.sentence_index_at(after.start)
        && !context.slice(before.end, after.start).contains('\n')
}

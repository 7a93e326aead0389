//! What a body costs, and what is cut to keep it within the budgets.

/// Units of layout beyond those of a layout without dependent sizes. A unit takes up to four microseconds.
const DOUBLING_BUDGET: u64 = 150_000;
/// Characters × inline elements around them, beyond four for each character.
const INLINE_DEPTH_BUDGET: u64 = 4_000_000;
/// Microseconds of painting shadows, gradients and uneven borders.
const COSTLY_PAINTING_BUDGET: u64 = 400_000;
/// Floats × blocks. Every block may have to go through all floats before it.
const FLOAT_BUDGET: u64 = 5_000_000;

/// What is cut where it occurs. The first pass finds out, the second one does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BodyCutLimits {
    /// Elements inside each other whose layout takes place twice.
    pub(super) max_doubling: usize,
    /// Inline elements inside each other.
    pub(super) max_inline_depth: usize,
    /// Elements beside which text flows.
    pub(super) max_floats: u64,
    /// Whether shadows, gradients and uneven borders are kept.
    pub(super) keeps_costly_painting: bool,
}

impl BodyCutLimits {
    pub(super) const UNLIMITED: Self = Self {
        max_doubling: usize::MAX,
        max_inline_depth: usize::MAX,
        max_floats: u64::MAX,
        keeps_costly_painting: true,
    };

    /// Plans what is cut, from what the body costs without cuts.
    pub(super) fn plan_cuts_from_body_costs(costs: &BodyLayoutCosts) -> Self {
        let mut plan = Self::UNLIMITED;
        let units: u64 = costs.doubling.iter().sum();
        let doubled = |max: usize| {
            let cost = |(depth, units): (usize, &u64)| units.saturating_mul(1 << depth.min(max).min(40));
            costs.doubling.iter().enumerate().map(cost).fold(0, u64::saturating_add)
        };
        let budget = DOUBLING_BUDGET + 2 * units;
        if doubled(usize::MAX) > budget {
            plan.max_doubling = (0..costs.doubling.len()).rev().find(|max| doubled(*max) <= budget).unwrap_or(0);
        }
        let characters: u64 = costs.inline_depth.iter().sum();
        let inline = |max: usize| -> u64 {
            costs.inline_depth.iter().enumerate().map(|(depth, characters)| characters * depth.min(max) as u64).sum()
        };
        let budget = INLINE_DEPTH_BUDGET + 4 * characters;
        if inline(usize::MAX) > budget {
            plan.max_inline_depth = (0..costs.inline_depth.len()).rev().find(|max| inline(*max) <= budget).unwrap_or(4);
        }
        if costs.floats.saturating_mul(costs.blocks) > FLOAT_BUDGET {
            plan.max_floats = FLOAT_BUDGET / costs.blocks.max(1);
        }
        plan.keeps_costly_painting = costs.costly_painting <= COSTLY_PAINTING_BUDGET;
        plan
    }
}

/// What the body costs.
#[derive(Debug, Default)]
pub(super) struct BodyLayoutCosts {
    /// Units of layout by the number of doubling elements around them.
    pub(super) doubling: Vec<u64>,
    /// Characters by the number of inline elements around them.
    pub(super) inline_depth: Vec<u64>,
    /// Microseconds of painting shadows, gradients and uneven borders.
    pub(super) costly_painting: u64,
    /// Elements beside which text flows.
    pub(super) floats: u64,
    /// Elements that are laid out by themselves, and may have to look for floats.
    pub(super) blocks: u64,
    /// The most children of one element.
    pub(super) siblings: u64,
    /// Bytes of all attributes.
    pub(super) attribute_bytes: u64,
}

//! A picture of every screen and state, light and dark, at several sizes.
pub async fn run(_folder: String) {}

//! Showing.
/// One showing.
#[derive(uniffi::Object)]
pub struct Presenter {
    _inner: lz_wallet::presenter::Presenter,
}
impl Presenter {
    pub(crate) fn over(inner: lz_wallet::presenter::Presenter) -> std::sync::Arc<Self> {
        std::sync::Arc::new(Presenter { _inner: inner })
    }
}

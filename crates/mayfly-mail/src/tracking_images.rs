//! Tracking images, which tell the sender that the message was opened.

use url::Url;

/// Hosts that serve nothing but open tracking.
const TRACKER_HOSTS: &[&str] = &[
    "google-analytics.com",
    "pixel.app.returnpath.net",
    "emltrk.com",
    "mailtrack.io",
    "yesware.com",
    "t.yesware.com",
    "bananatag.com",
    "mailfoogae.appspot.com",
    "getnotify.com",
    "readnotify.com",
    "streak.com",
    "t.signaux.com",
    "t.sidekickopen.com",
    "t.hubspotemail.net",
    "cirrusinsight.com",
    "mixmax.com",
    "track.customer.io",
    "pixel.monitor1.returnpath.net",
    "openrate.aweber.com",
    "litmus.com",
    "tinyletterapp.com",
    "superhuman.com",
    "r.superhuman.com",
    "spop.adobe.com",
    "boomtrain.com",
    "doubleclick.net",
    "pixel.wp.com",
    "stats.wp.com",
    "facebook.com",
    "bat.bing.com",
    "demdex.net",
    "2o7.net",
    "omtrdc.net",
    "movable-ink-397.com",
];

/// Parts of paths that the open trackers of common mailing services use.
const TRACKER_PATHS: &[&str] = &[
    "/wf/open",
    "/track/open",
    "/track/o/",
    "/trk/open",
    "/open.php",
    "/open.aspx",
    "/open.gif",
    "/o.gif",
    "/open/",
    "/open?",
    "/opens/",
    "/opened",
    "/pixel.gif",
    "/pixel.png",
    "/pixel?",
    "/pixel/",
    "/track.gif",
    "/tracking.gif",
    "/tracker",
    "/beacon",
    "/t.gif",
    "/1x1",
    "/e/o/",
    "/e2t/o/",
    "/ls/o/",
    "/imp?",
    "/impression",
    "/email/open",
    "/email-open",
    "/emailopen",
    "/read.gif",
    "/receipt",
    "/__utm.gif",
    "/collect?",
    "/csi.gif",
    "/mail_track",
    "/mail/open",
    "/oo/",
    "/eo?",
    "/ss/o/",
    "/px.gif",
    "/blank.gif?",
    "/spacer.gif?",
    "/gv/",
];

/// Whether a URL looks like a tracker: a request for it only reports that the message was opened.
pub(crate) fn is_likely_tracker_url(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    if TRACKER_HOSTS.iter().any(|h| host == *h || host.strip_suffix(h).is_some_and(|sub| sub.ends_with('.'))) {
        return true;
    }
    let labels: Vec<&str> = host.split('.').collect();
    if labels.len() > 2
        && labels
            .first()
            .is_some_and(|l| matches!(*l, "pixel" | "beacon" | "openrate" | "opens" | "metrics" | "tracking"))
    {
        return true;
    }
    // The path with its query, so that one list of parts serves both.
    let path = url.as_str()[url[..url::Position::BeforePath].len()..].to_ascii_lowercase();
    TRACKER_PATHS.iter().any(|p| path.contains(p)) || path.ends_with("/open") || path.ends_with("/pixel")
}

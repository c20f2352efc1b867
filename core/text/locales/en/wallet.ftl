### What the wallet says by itself: the age of a copy, the steps of an application, tiles.

wallet-license-none = No electronic license yet
wallet-license-none-next = Apply for it here, or go to a window of the { -office }.
wallet-license-sample = Sample: this is what the { -e-license } looks like
wallet-license-sample-next = Sign in to apply for yours.
wallet-age-live = Compared with the { -police } just now ({ $checked }).
wallet-age-needs-refresh = The data on this phone is older than it should be. Connect to the network once.
wallet-validity = { $from } to { $to }
wallet-office-unknown = The { -office }
wallet-contest-unknown = If you think this is wrong, ask or appeal at the { -office }.
wallet-clock-off = The phone's clock is minutes off. Switch on automatic date and time, or a code that you show may be refused.
wallet-must-update = This version is too old for new requests. Please update. Your license can still be shown.
wallet-no-secure-lock = This phone has no screen lock. Whoever holds it can show your license. Please set one up.
wallet-apply-confirm = Please check your details
wallet-apply-confirm-1 = Is everything right? If something is wrong, say so: it is put right at the office, not here.
wallet-apply-wrong = Something is wrong
wallet-apply-wrong-1 = Details of the license are put right at the { -office }. Bring your identity document; then apply again.
wallet-apply-camera = Take the photo
wallet-apply-camera-1 = Stand before a white wall and look into the lens. Hints appear while you stand there.
wallet-apply-album = Choose a photo
wallet-apply-album-1 = Choose one identity photo from the last 6 months. Only this one file is read.
wallet-apply-preview = This is what will be sent
wallet-apply-preview-1 = Exactly this picture is sent. Keep it, or take another.
wallet-apply-person = Real-person check
wallet-apply-person-1 = We check that it is you who applies. It takes a few seconds, for this application only.
wallet-apply-person-2 = If you do not want a face check, you can apply at a window instead.
wallet-apply-person-waits = The check is under way.
wallet-apply-submit = Hand in the application
wallet-apply-submit-1 = The check was passed. Hand in now: it is good for a few minutes.
wallet-apply-sending = Being sent
wallet-apply-sending-1 = Your application is being sent. You can leave this page.
wallet-apply-sending-offline = There is no connection. The application is kept here and sent once, as soon as there is one.
wallet-apply-in-review = In review
wallet-apply-old-stays = Until then you can use the license that you have.
wallet-apply-not-now = Not possible now
wallet-apply-unknown = Application
wallet-apply-unknown-1 = What you can do is not known yet. Connect to the network once.
wallet-apply-window = Only at a window
wallet-photo-reviewer-looks = A reviewer looks at this.
wallet-tile-license = Driver's license
wallet-tile-application = Application
wallet-tile-inbox = Messages
wallet-tile-purposes = Show for…
wallet-tile-checks = Who checked
wallet-tile-account = Account
wallet-application-idle = Nothing is under way
wallet-application-begun = Begun: go on where you were
wallet-notice-status = The status of your license has changed. Open your license to see it and what to do.
wallet-notice-other = A message
wallet-check-profile-1 = Saw everything on your license.
wallet-check-profile-2 = Saw photo, name, class, validity and status.
wallet-check-profile-3 = Saw photo, name, class, validity, status and points.
wallet-checks-note = Every check is listed here, also those made without a network, once they were reported.
wallet-key-level-0 = The keys of this phone are sealed in its key store.
wallet-key-level-1 = The keys of this phone live in its trusted environment.
wallet-key-level-2 = The keys of this phone live in a security chip.
wallet-key-level-3 = The keys of this phone are vouched for by a security chip.
wallet-age-minutes = { $n ->
    [one] Not live. Compared with the { -police } { $n } minute ago ({ $checked }), made { $made }.
   *[other] Not live. Compared with the { -police } { $n } minutes ago ({ $checked }), made { $made }.
}
wallet-age-hours = { $n ->
    [one] Not live. Compared with the { -police } { $n } hour ago ({ $checked }), made { $made }.
   *[other] Not live. Compared with the { -police } { $n } hours ago ({ $checked }), made { $made }.
}
wallet-age-days = { $n ->
    [one] Not live. Compared with the { -police } { $n } day ago ({ $checked }), made { $made }.
   *[other] Not live. Compared with the { -police } { $n } days ago ({ $checked }), made { $made }.
}

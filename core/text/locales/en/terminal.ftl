# What an officer, or a firm's clerk, reads on the terminal.

verdict-valid = VALID
verdict-attention = ATTENTION: ask first
verdict-must-not-drive = MUST NOT DRIVE
verdict-refused = REFUSED
verdict-unreadable = NOT READ
verdict-valid-next = Compare the face with the portrait.
verdict-attention-next = Do what stands below, then decide.
verdict-must-not-drive-next = The license is genuine. Its holder must not drive.
verdict-refused-next = Do not accept this code. Ask for the id number and look the license up.
verdict-unreadable-next = Hold the camera steady, clean the screen, raise its brightness, and scan again. If that fails, ask for the id number and look the license up. Never let pass for a technical failure.

check-not-our-code = This is not a license code, or it is damaged.
check-later-version = The code is of a later version. Update this terminal.
check-malformed = The code is incomplete or was changed: it does not have the form of a license code.
check-untrusted = No key of the authority's trust list stands behind this license.
check-status-name = The license names a status list that the authority does not keep.
check-token-ahead-of-clock = The license is dated ahead of this terminal's clock. Check the terminal's time.
check-holder-key = The code was not signed by the phone that the license belongs to.
check-another-audience = The code was made for somebody else.
check-too-much-data = The code shows more than you may see.
check-old-code = The code is old: a screenshot, or a phone whose clock is wrong. Show the challenge and scan the answer.
check-ended = The license has ended, or this copy was withdrawn.
check-replaced = A newer copy has replaced this one. The driver should open the app with a network.
check-must-not-drive = By its status or its dates the holder must not drive.
check-points-full = Twelve points or more.
check-not-yet-valid = The validity has not begun.
check-changed-since-issue = The status changed after this copy was made. Ask the register.
check-copy-too-old = The copy on the phone is older than seven days. It is genuine; look the license up by its number.
check-limited-copy = A limited copy was shown. Ask for the one for this purpose.
check-clock-differs = The phone's clock is unsure. Show the challenge and scan the answer.
check-challenge-not-answered = The challenge on this screen has not been answered by this code.
check-challenge-required = A challenge must be shown first.
check-seen-before = A code with this number was seen before. Show the challenge and scan the answer.
check-state-unknown = The state is not known here. Ask online.
check-status-too-old = What is known about the status is older than seven days. Ask online or update the lists.
check-verifier-clock = This terminal's clock is behind. Set it before you rely on a verdict.
check-trust-list-expired = This terminal's trust list has expired. Update it.

check-note-phone-clock-wrong = The code is live, but the phone's clock is wrong.
check-note-no-status-list = No status list is held for this license; the phone's copy alone was judged.
check-note-status-aged = What is known about the status is older than a day.
check-note-may-be-lifted = The newest list no longer says so: the ban may have been lifted. Check online.

terminal-name = Name
terminal-number = License no.
terminal-classes = Class
terminal-valid = Valid
terminal-points = Points
terminal-status = Status
terminal-authority = Issued by
terminal-state-of = State of
terminal-code-made = Code made
terminal-portrait = Portrait
terminal-portrait-here = signed, written to { $file }
terminal-portrait-signed = signed
terminal-portrait-partly = { $have } of { $need } frames; keep scanning
terminal-portrait-none = not scanned; keep the camera on the moving code
terminal-vehicle = Vehicle
terminal-from-token = the phone's copy
terminal-from-list = the status list
terminal-from-register = the register, just now
terminal-online-not-reached = The register could not be reached; this is the offline verdict.
terminal-no-trust = This terminal has no trust list. Run `terminal update` once with a network.
terminal-person-check-none = Issued by a development authority: nobody's identity was checked.
terminal-ago-seconds = { $n ->
    [one] { $n } second ago
   *[other] { $n } seconds ago
}
terminal-ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
terminal-ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
terminal-ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
terminal-challenge-digits = Show this code to the phone, or read out the six digits: { $digits }. It is open for two minutes.
terminal-challenge-digits-only = Read out the six digits to the driver: { $digits }. They are open for two minutes.

terminal-held-trust = Trust list no. { $sequence } with { $keys } keys, { $days } days left
terminal-held-list = Status list { $list }, { $age }
terminal-held-queue = Checks to hand over: { $n }

terminal-problem-not-set-up = No terminal is set up in this folder. Run `terminal init` first.
terminal-problem-set-up-already = A terminal is set up in this folder already.
terminal-problem-damaged = The file { $detail } of this terminal's folder is damaged. Set the terminal up again in another folder.
terminal-problem-no-development = This program does not know the development environment.
terminal-problem-disk = The terminal's folder cannot be read or written. Check the disk and whose folder it is.
terminal-problem-address = The authority's address must be https, or http on this machine alone.
terminal-problem-unreachable = The authority cannot be reached. What is held stays in use; try again with a network.
terminal-problem-refused = The authority refused the request ({ $detail }). Ask it whether this terminal is registered.
terminal-problem-answer = The authority's answer cannot be read. What is held stays in use.
terminal-problem-key = The terminal's key cannot sign.
terminal-problem-trust-refused = The trust list that came is refused ({ $detail }). Report this; what is held stays in use.
terminal-problem-policy-refused = The policy that came is refused ({ $detail }). Report this; what is held stays in use.
terminal-problem-status-refused = A status list that came is refused ({ $detail }). Report this; what is held stays in use.
terminal-problem-file = The picture file cannot be opened.
terminal-problem-not-a-picture = This is not a picture that can be read: PNG, JPEG or WebP.
terminal-problem-picture-too-large = The picture is too large: at most 50 megapixels and 40 MB. Take it again with the usual settings.
terminal-problem-not-a-firm = This terminal is not set up as a firm's: it has no name.
terminal-problem-draw = The picture of the challenge cannot be written.
terminal-problem-clock = Another clock is taken in the development environment alone.
terminal-problem-audience = An audience is police, business, or purpose:asker.
terminal-problem-roots = Give three roots, or one with --development.
terminal-problem-root-key = A root is base64url of a COSE key.
terminal-problem-key-file = The key file must hold 64 hex digits.
terminal-problem-vehicle = This kind of vehicle is not listed; see `terminal vehicles`.

### Words on the pages of the license.

page-title = Driving License
page-subtitle-main = Main page
page-subtitle-second = Second page
page-specimen = SPECIMEN
page-specimen-note = Specimen, for demonstration only

page-label-name = Name
page-label-id-number = License No.
page-label-sex = Sex
page-label-nationality = Nationality
page-label-birth = Date of birth
page-label-first-issue = First issue
page-label-classes = Class
page-label-validity = Valid period
page-label-points = Points
page-label-status = Status
page-label-file-number = File No.
page-label-card-number = Card No.
page-label-generated = Generated
page-label-now = Time now
page-label-qr = Code to verify
page-label-portrait = Portrait
page-label-address = Address
page-label-authority = Issuing authority
page-label-record = Record
page-label-conditions = Conditions
page-label-class-table = License classes
page-label-freshness = Checked

page-sex-male = Male
page-sex-female = Female
page-validity = { $from } to { $to }
page-points = { $points } / 12
page-points-spoken = { $points } of 12 points
page-portrait-spoken = Photo of the holder
page-portrait-sample = Silhouette of the sample, no real person
page-qr-spoken = For the officer to scan, renewed every 15 seconds
page-authority-code = Code { $code }
page-no-address = Not registered
page-no-record = None
page-condition-hearing-aid = must wear a hearing aid
page-condition-probation = in probation
page-condition-other = another condition (code { $code })
page-class-held = held
page-class-covers = incl. { $codes }
page-class-version = Version { $version }

page-live = Confirmed online
page-not-live = Offline · confirmed { $day } { $time }
page-copy-too-old = Copy expired
page-needs-refresh = Copy in doubt
page-too-old-title = This copy has expired
page-in-doubt-title = This copy is in doubt
page-go-online = Go online to renew it
page-status-at-issue = Status when generated: { $status }

page-must-not-drive = Must not drive
page-ask-online = Status unknown, ask online
page-since = since { $day }
page-until = until { $day }
page-contest = Appeals: { $office }
page-contest-issuer = Appeals: issuing authority

page-screenshot = Screenshots void
page-main-effect = { $line }, except as listed on the second page

page-hidden-title = The license is not shown

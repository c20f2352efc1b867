### Status, classes, who may apply, photo rules, notices and purposes.
### Style: first what is the matter, then what to do; short sentences; one word for one thing (see glossary.ftl).

## Groups of status

group-usable = Can be used.
group-deferred = A deferral was granted. The license can be used until the granted day.
group-unknown = Status unknown. Please check online.
group-not-usable = The holder must not drive now.
group-frozen = Something is wrong with the status of your license. The { -e-license } is not valid. Please contact the { -police } of the place that issued it.
group-ended = This license has ended. The { -e-license } is no longer shown.

mark-tick = Normal
mark-question = To be checked
mark-cross = Must not drive
mark-lock = Not shown

## Names of status codes (one for each code of the traffic police)

status-a = Normal
status-b = 12 points reached
status-c = Moved to another office
status-d = Suspended
status-e = Withdrawn
status-f = Revoked
status-g = Cancelled
status-h = Violation to be settled
status-i = Accident to be settled
status-j = Use stopped
status-k = Seized
status-l = Locked
status-m = Renewal overdue
status-n = Renewal deferred
status-p = Medical check deferred
status-q = Medical check overdue
status-r = Cancelled, can be restored
status-s = Review overdue
status-t = Review deferred
status-u = Withheld
status-unnamed = Unknown status { $code }
status-missing = No status received
status-check-overdue = Review or medical check overdue

## On the red page

must-not-drive = Must not drive
must-not-drive-since = Must not drive since { $day }.
must-not-drive-until = Must not drive until { $day }.
status-contest = If you think this is wrong, ask or appeal at { $office }.
status-ask-online = Status unknown. Check online before you decide.

## Why one cannot apply, and what to do

reason-city-not-open = The place that issued your license opens on { $day } at 00:00. Come back then; there is no deadline and no need to hurry. What counts is the place that issued the license, not where you are now.
reason-city-not-open-yet-unsure = The place that issued your license opens on { $day } at 00:00 at the latest, perhaps earlier. You can ask the { -police } there.
reason-city-unknown = The authority that issued your license is not recognised. Take your identity document and { -paper-license } to the { -office } to have it checked.
reason-not-yet-valid = Your license is valid from { $day }. Apply on that day.
reason-expired = Your license ended on { $day }. You must not drive now. Renew it first, then apply. You can renew anywhere in the country.
reason-check-overdue = Your review or medical check was due by { $day } and is overdue. Have the review, or hand in the medical certificate, then apply.
reason-status-a = You cannot apply now. Ask the { -police } of the place that issued your license for the reason.
reason-status-b = You have 12 points in this cycle. You must not drive now. Take the course for drivers with 12 points and pass its exam, then apply.
reason-status-c = Your license file is being moved. Wait until the move is complete and you have the new card, then apply. If it is urgent, ask the office that you are moving to.
reason-status-d = Your license is suspended. You must not drive now. When the time is over and you have the license back, apply.
reason-status-e = Your license was withdrawn. You cannot apply. If you think this is wrong, ask at the { -office }.
reason-status-f = Your license was revoked. You cannot apply. Ask at the { -office } when you may take the exams again.
reason-status-g = Your license was cancelled. You cannot apply. To drive again you need a new license: ask at the { -office }.
reason-status-h = You have a traffic violation that is not settled, so you cannot apply now. Settle it first, then apply.
reason-status-i = You have a traffic accident that is not settled, so you cannot apply now. Contact the { -police } who handle it first, then apply.
reason-status-j = Something is wrong with the status of your license, so you cannot apply for the { -e-license } now. Please contact the { -police } of the place that issued it.
reason-status-k = Your license was seized. You must not drive now. Contact the { -police } who seized it. When you have it back, apply.
reason-status-l = Something is wrong with the status of your license, so you cannot apply for the { -e-license } now. Please contact the { -police } of the place that issued it.
reason-status-m = Your license was not renewed in time. You must not drive now. Renew it first, then apply. You can renew anywhere in the country.
reason-status-n = Your deferral of the renewal has ended. You must not drive now. Renew your license first, then apply.
reason-status-p = Your deferral of the medical check has ended. You must not drive now. Hand in the medical certificate first, then apply.
reason-status-q = Your medical check is overdue. You must not drive now. Have the check at a hospital and hand in the certificate first, then apply.
reason-status-r = Your license was cancelled because it was not renewed, but it can be restored. Ask at a vehicle management office to restore it and pass the exam, then apply.
reason-status-s = Your review is overdue. You must not drive now. Have the review first, then apply.
reason-status-t = Your deferral of the review has ended. You must not drive now. Have the review first, then apply.
reason-status-u = Your license was withheld. You must not drive now. Settle the matter with the { -police } who withheld it. When you have it back, apply.
reason-status-unnamed = The status of your license (code { $code }) is not recognised, so you cannot apply now. Please ask the { -police } of the place that issued it.
reason-status-missing = The status of your license was not received, so you cannot apply now. Try again later. If that does not help, contact the { -police } of the place that issued it.
reason-stopped-for-abuse = Because of a photo that breaks the law or offends public decency, the { -police } have stopped you from applying for and using the { -e-license } in { -app }. You can apply at a window of the { -office }: bring your identity document and { -paper-license }. If you think this is wrong, appeal there. Your { -paper-license } is not affected.
reason-reviews-used-up = Your photos were returned several times, so you cannot send more in { -app }. Take your identity document and { -paper-license } to a window of the { -office }. The staff there can take your photo.

remedy-wait = Come back on that day.
remedy-settle-first = Settle the points above first, then come back and apply.
remedy-office = Please go to a window of the { -office }.

## To begin

apply-entry = Apply for the { -e-license }
apply-prepare = With the { -retained-photo } it takes a few minutes. If you need another photo, have one on white: from the last 6 months, both ears visible, no heavy make-up.
apply-no-deadline = There is no deadline and no need to hurry.
show-license = Show license
show-code = Show code

## At a window

window-where = Please go to { $office }, address: { $address }.
window-bring = Please bring:
bring-id-document = your identity document
bring-paper-license = your { -paper-license }
bring-photo = an identity photo on white from the last 6 months (or have one taken there)
bring-phone = the phone on which you signed in to { -app }
window-then = When the office has approved it, the { -e-license } appears in { -app } by itself. You need not apply again.
specimen-address = Sample data: the address is invented.

## Apply again after a change of card

reapply-classes = Your license classes have changed. The { -e-license } that you have is no longer valid. Please apply again.
reapply-validity = The validity of your license has changed. The { -e-license } that you have is no longer valid. Please apply again.
reapply-authority = The authority of your license has changed. The { -e-license } that you have is no longer valid. Please apply again.
reapply-card = You have a new { -paper-license }. The { -e-license } that you have is no longer valid. Please apply again.
reapply-holder = The number of your identity document has changed. The { -e-license } that you have is no longer valid. Please apply again.
reapply-name = Your name has changed. The { -e-license } that you have is no longer valid. Please apply again.

## Equal effect, and when paper is needed (always shown together)

equal-effect = The { -e-license } has the same legal effect as the { -paper-license }, in the whole country.
paper-needed = But you need the { -paper-license } in these cases:
paper-needed-1 = An officer on the road has to withhold your license. Under 12 points, bring the { -paper-license } to the { -police }; with 12 points, bring it to the 12-point course.
paper-needed-2 = A violation recorded by camera brings you to 12 points, takes the general procedure, or leads to suspension or revocation.
paper-needed-3 = An office has to take back the { -paper-license } or write on it, for example to cancel, withdraw or move it.
paper-needed-4 = You take the 12-point course: hand in the { -paper-license } first.
paper-needed-5 = After an accident, the { -paper-license } is seized as evidence.
paper-not-needed = You do not need to show the { -paper-license } for this.
screenshot-worthless = Screenshots and photos of the screen do not count. Open { -app } to show your license.

## License classes

class-a1 = Large bus
class-a1-drives = Large passenger vehicles
class-a2 = Heavy tractor and trailer
class-a2-drives = Vehicle trains with a total mass over 4500 kg
class-a3 = City bus
class-a3-drives = City buses with 10 seats or more
class-b1 = Medium bus
class-b1-drives = Medium passenger vehicles (including city buses with 10 to 19 seats)
class-b2 = Large truck
class-b2-drives = Heavy and medium trucks; heavy and medium special-purpose vehicles
class-c1 = Small car
class-c1-drives = Small and mini passenger cars; light and mini trucks; light and mini special-purpose vehicles
class-c2 = Small automatic car
class-c2-drives = Small and mini automatic passenger cars; light and mini automatic trucks; light and mini automatic special-purpose vehicles; small automatic passenger cars for people with a disabled arm
class-c3 = Low-speed truck
class-c3-drives = Low-speed trucks
class-c4 = Three-wheeled vehicle
class-c4-drives = Three-wheeled vehicles
class-c5 = Small automatic car for disabled drivers
class-c5-drives = Small and mini automatic passenger cars for disabled drivers (with a disabled arm, right leg or both legs)
class-c6 = Light trailer
class-c6-drives = Vehicle trains with a total mass under 4500 kg (4500 kg not included)
class-d = Motor tricycle
class-d-drives = Motor tricycles over 50 ml or with a top speed over 50 km/h
class-e = Motorcycle
class-e-drives = Two-wheeled motorcycles over 50 ml or with a top speed over 50 km/h
class-f = Moped
class-f-drives = Motorcycles of up to 50 ml and with a top speed of up to 50 km/h
class-m = Wheeled special machinery
class-m-drives = Wheeled special machinery
class-n = Trolleybus
class-n-drives = Trolleybuses
class-p = Tram
class-p-drives = Trams

## Vehicle kinds (chosen by an officer)

vehicle-car-manual = Small car, manual
vehicle-car-automatic = Small car, automatic
vehicle-light-truck-manual = Light truck or special-purpose vehicle, manual
vehicle-light-truck-automatic = Light truck or special-purpose vehicle, automatic
vehicle-car-adapted-upper-limb = Small automatic car adapted for a disabled arm
vehicle-car-adapted-lower-limb = Small automatic car adapted for disabled legs
vehicle-bus-large = Large bus
vehicle-bus-medium = Medium bus
vehicle-city-bus-20-up = City bus, 20 seats or more
vehicle-city-bus-10-19 = City bus, 10 to 19 seats
vehicle-truck-heavy-medium = Heavy or medium truck or special-purpose vehicle
vehicle-trailer-over-4500 = Vehicle train over 4500 kg
vehicle-trailer-under-4500 = Vehicle train under 4500 kg
vehicle-low-speed-truck = Low-speed truck
vehicle-three-wheel-car = Three-wheeled vehicle
vehicle-motor-tricycle = Motor tricycle
vehicle-motorcycle = Motorcycle
vehicle-moped = Moped
vehicle-wheeled-machinery = Wheeled special machinery
vehicle-trolleybus = Trolleybus
vehicle-tram = Tram

may-drive-yes = Class { $classes } allows this vehicle.
may-drive-no = Wrong class: this vehicle needs { $classes }.
may-drive-unknown = There is no such kind of vehicle. Choose again.

## Holder

sex-male = Male
sex-female = Female
id-type-citizen = Resident identity card
id-type-hk-macao-residence-permit = Residence permit for Hong Kong and Macao residents
id-type-taiwan-residence-permit = Residence permit for Taiwan residents
id-type-hk-macao-travel-permit = Mainland travel permit for Hong Kong and Macao residents
id-type-taiwan-travel-permit = Mainland travel permit for Taiwan residents
id-type-permanent-residence-15 = Foreign permanent resident card (15 characters)
id-type-permanent-residence-18 = Foreign permanent resident card (18 digits)
id-type-passport = Passport
id-type-officer-card = Officer card or other military document
id-number-form = The number does not have the right form. Compare it with your document and type it again.
id-number-check = The number is not right. A digit may be wrong or two may be swapped. Compare it with your document and type it again.

## Photo rules (a return names their numbers)

photo-rules-title = Photo rules
photo-rules-intro = Please read these six rules before you take the photo. It will stand on your license.
photo-rule-1 = Rule 1: white background, even light; sit straight, shoulders level; natural face, looking into the lens.
photo-rule-1-fix = Stand before a white wall with the light from the front, so that there is no shadow on face or wall. Sit straight and look into the lens.
photo-rule-2 = Rule 2: dark clothes; no hat; hair off face and ears, and tidy; no heavy make-up; no uniform; no mask, sunglasses, scarf or jewellery.
photo-rule-2-fix = Put on dark everyday clothes, take off hat, mask, sunglasses, scarf and jewellery, and put your hair behind your ears. Your usual glasses may stay on if they do not reflect.
photo-rule-3 = Rule 3: tidy and decent clothes; no exaggerated pose, no hand gestures; eyes open.
photo-rule-3-fix = Dress properly, keep your hands down and out of the picture, keep your eyes open, and take another photo.
photo-rule-4 = Rule 4: no signs, digits, letters or words that offend public decency.
photo-rule-4-fix = Wear clothes without pictures or words, and keep everything else out of the picture.
photo-rule-5 = Rule 5: nothing that breaks the law.
photo-rule-5-fix = Show only your own head and shoulders, and nothing else.
photo-rule-6 = Rule 6: an identity photo from the last 6 months; face not changed by technical means; not put together from several pictures.
photo-rule-6-fix = Use a new photo as it was taken: no beauty filter, no retouching, no montage, and not a photo of an old photo.
photo-tip-helper = Let somebody else take the photo. No selfies.
photo-tip-retouch = Do not retouch much, or the photo will be returned.
photo-abuse-warning = If somebody uploads photos in bad faith or uses unlawful photos, the { -police } stop their application for and use of the { -e-license } and deal with it by law.
photo-tries-left = { $n ->
    [0] You cannot send more in { -app }. Please go to a window.
    [one] You can send { $n } more photo.
   *[other] You can send { $n } more photos.
}
photo-change-from = Six months must pass after your last own photo. You can change it from { $day }.
photo-change-optional = Changing the photo is up to you. You can use your license without it.
photo-retained-source = This is your { -retained-photo }. If you apply with it, the license is made at once.
photo-busy = Many people are applying now. It is better to change your photo later. You can show your license as usual.

## When the review is due

review-due = The review will be finished by the end of { $day }. Watch for a notice.
review-due-estimated = The review is expected by the end of { $day }. The holidays of that time have not been announced, so it may take a few days longer.
review-overdue = The review was due by { $day }. It is late and still in the queue. You need not send the photo again. You can ask at the { -office }.

## Notices

notice-issued-title = Your license is ready
notice-issued = Your { -e-license } has been made. Open { -app } to show it.
notice-in-review-title = Photo sent
notice-in-review = Your photo is being reviewed. You will have the answer by the end of { $day }.
notice-returned-title = Photo returned
notice-returned = Your photo was returned because of rule { $rules }. Open { -app } to see what to change, then send another.
notice-photo-changed-title = Photo changed
notice-photo-changed = Your new photo was approved and your { -e-license } is up to date.
notice-window-issued-title = Done at the window
notice-window-issued = The { -e-license } that you applied for at the window has arrived. Open { -app } to show it.
notice-status-title = Your license status has changed
notice-status = The status of your license is now: { $status }. Open { -app } to see what to do.
notice-points-title = Your points have changed
notice-points = { $points ->
    [one] You have { $points } point in this cycle.
   *[other] You have { $points } points in this cycle.
}
notice-points-full = You have 12 points in this cycle. You must not drive now. Take your { -paper-license } to the 12-point course.
notice-reapply-title = Please apply again
notice-stopped-title = Application and use stopped
notice-renew-title = Your license ends soon
notice-renew = { $days ->
    [one] Your license ends in { $days } day ({ $day }). You can renew it in the 90 days before, anywhere in the country.
   *[other] Your license ends in { $days } days ({ $day }). You can renew it in the 90 days before, anywhere in the country.
}
notice-check-title = Review or medical check due
notice-check = { $days ->
    [one] Have your review, or hand in the medical certificate, by { $day }: { $days } day left.
   *[other] Have your review, or hand in the medical certificate, by { $day }: { $days } days left.
}
notice-shown-title = Somebody checked your license
notice-city-open-title = You can apply now
notice-city-open = The place that issued your license has opened. There is no deadline and no need to hurry.

## Purposes (who sees what; the same as what the token carries)

-shared-limited = photo, name, sex, nationality, date of first issue, class, validity, issuing authority, status, the day of the next review or medical check, and notes such as hearing aid or probation
-kept-back = your number, date of birth, address, file number and card number
purpose-police = Check by traffic police
purpose-police-shares = They see everything on your license.
purpose-vehicle-business = License and vehicle business
purpose-vehicle-business-shares = They see everything on your license.
purpose-violation = Settling a violation
purpose-violation-shares = They see everything on your license.
purpose-accident = Settling an accident
purpose-accident-shares = They see everything on your license.
purpose-insurance = Insurance claim
purpose-insurance-shares = They see only { -shared-limited }. They do not see { -kept-back }, nor your points.
purpose-rental = Renting a vehicle
purpose-rental-shares = They see only { -shared-limited }. They do not see { -kept-back }, nor your points.
purpose-recruitment = Applying for a job
purpose-recruitment-shares = They see only { -shared-limited }. They do not see { -kept-back }, nor your points.
purpose-recruitment-points = Applying for a job, with points
purpose-recruitment-points-shares = They see { -shared-limited }, and also your points, but only if you agree to it separately. They do not see { -kept-back }.
purpose-other = Other purpose
purpose-other-shares = They see only { -shared-limited }. They do not see { -kept-back }, nor your points.

verifier-nationwide = Issued in one place, valid in the whole country.

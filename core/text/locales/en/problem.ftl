### What can go wrong, by code: a few words, what happened, what to do.

problem-no-network = No connection
problem-no-network-body = The phone cannot reach the traffic police's service just now.
problem-no-network-next = Check the network and try again. Your license can still be shown.

problem-authority-down = The service has a fault
problem-authority-down-body = The authority's service has a fault at the moment. Nothing that you did is lost.
problem-authority-down-next = Try again in a few minutes.

problem-authority-busy = The service is busy
problem-authority-busy-body = Many people are using the service at the moment.
problem-authority-busy-next = Try again in a few minutes. You can show your license as usual.

problem-authority-not-genuine = The other side is not genuine
problem-authority-not-genuine-body = Whoever answered could not prove to be the authority, so nothing was sent.
problem-authority-not-genuine-next = Use another network. If it stays so, tell the { -police }.

problem-answer-unreadable = The answer was not understood
problem-answer-unreadable-body = The authority sent an answer that this version does not understand.
problem-answer-unreadable-next = Update { -app } and try again.

problem-request-refused = The request was refused
problem-request-refused-body = The authority refused a request that should have been right.
problem-request-refused-next = Try once more. If it stays so, report the code of this page.

problem-clock-wrong = The phone's clock is wrong
problem-clock-wrong-body = The phone's clock is so far off that the authority does not accept it.
problem-clock-wrong-next = Switch on automatic date and time, then try again.

problem-id-number-wrong = The number is not right
problem-id-number-wrong-body = The number does not fit the document that you chose. A digit may be wrong.
problem-id-number-wrong-next = Compare it with your document and type it again.

problem-one-time-code-wrong = The code is not right
problem-one-time-code-wrong-body = The code is not the one that was sent, or no code was sent to this number.
problem-one-time-code-wrong-next = Compare it with the message and type it again.

problem-one-time-code-expired = The code is too old
problem-one-time-code-expired-body = The code was good for a few minutes only.
problem-one-time-code-expired-next = Ask for a new code.

problem-one-time-code-locked = Too many wrong codes
problem-one-time-code-locked-body = For your safety, signing in is locked for a while.
problem-one-time-code-locked-next = Try again later, or ask at the { -office }.

problem-sign-in-first = Please sign in
problem-sign-in-first-body = For this you must be signed in.
problem-sign-in-first-next = Sign in with your number and the code that is sent to you.

problem-device-removed = Signed out on this phone
problem-device-removed-body = Your account is used on another phone now, or this phone was taken off it. The license on this phone is no longer valid.
problem-device-removed-next = Sign in again to get the license on this phone.

problem-holder-differs = Another person uses this phone
problem-holder-differs-body = The license of another person is on this phone. You cannot see it, and it cannot be kept beside yours.
problem-holder-differs-next = Let that person erase it first; then sign in.

problem-unlock-first = Please unlock
problem-unlock-first-body = To protect you, the phone's unlock must be at most two minutes old.
problem-unlock-first-next = Unlock with your finger, face or code.

problem-secure-lock-missing = No screen lock
problem-secure-lock-missing-body = This phone has no screen lock, so the license is not protected here.
problem-secure-lock-missing-next = Set up a screen lock in the phone's settings.

problem-phone-still-locked = The phone is still locked
problem-phone-still-locked-body = The keys cannot be read while the phone is locked. Nothing is lost.
problem-phone-still-locked-next = Unlock the phone.

problem-keys-gone = The keys of this phone are gone
problem-keys-gone-body = What was kept here cannot be read any more, for example after moving to another phone. Your license itself is safe.
problem-keys-gone-next = Erase what is kept on this phone and sign in again; your license will be fetched anew.

problem-key-store-fails = The key store does not answer
problem-key-store-fails-body = The phone's key store does not answer as it should.
problem-key-store-fails-next = Restart the phone and try again.

problem-vault-damaged = The stored data is damaged
problem-vault-damaged-body = What was kept on this phone was changed or damaged and is not used. Your license itself is safe.
problem-vault-damaged-next = Erase what is kept on this phone and sign in again; your license will be fetched anew.

problem-vault-rolled-back = The stored data is older than it should be
problem-vault-rolled-back-body = An older copy of the data was put back on this phone.
problem-vault-rolled-back-next = Connect to the network once; the data will then be brought up to date.

problem-vault-newer = Written by a newer version
problem-vault-newer-body = The data on this phone was written by a newer version of { -app }.
problem-vault-newer-next = Update { -app }.

problem-vault-in-use = Opened already
problem-vault-in-use-body = { -app } has the data open already.
problem-vault-in-use-next = Close the other window and open it again.

problem-disk-fails = The phone cannot store data
problem-disk-fails-body = The phone could not write. Nothing was changed.
problem-disk-fails-next = Free some space and try again.

problem-setup-wrong = Set up wrongly
problem-setup-wrong-body = { -app } was built with settings that do not fit.
problem-setup-wrong-next = Install it again from the official source. If it stays so, report the code of this page.

problem-update-needed = An update is needed
problem-update-needed-body = This version is too old for new requests. Your license can still be shown.
problem-update-needed-next = Update { -app }.

problem-still-opening = One moment
problem-still-opening-body = The data is being opened and checked.
problem-still-opening-next = Wait a moment.

problem-city-not-open = Not open yet
problem-city-not-open-body = The place that issued your license has not opened yet.
problem-city-not-open-next = Come back on the opening day. There is no deadline.

problem-not-eligible = Not possible now
problem-not-eligible-body = The state of your license does not allow an application now.
problem-not-eligible-next = See the reasons and settle them first.

problem-not-at-this-step = Not at this step
problem-not-at-this-step-body = This does not belong to the step that you are at.
problem-not-at-this-step-next = Go on with the step that is shown.

problem-facts-changed = Your details changed
problem-facts-changed-body = Your details changed since you confirmed them.
problem-facts-changed-next = Look at them again and confirm.

problem-application-open = An application is open
problem-application-open-body = You have an application that is not decided yet.
problem-application-open-next = Wait for its answer.

problem-notice-first = Please read the photo rules
problem-notice-first-body = The photo rules must be read before a photo is taken or chosen.
problem-notice-first-next = Read them to the end.

problem-route-not-offered = Not offered to you now
problem-route-not-offered-body = This way is not open to you at the moment.
problem-route-not-offered-next = Go on with what the page offers.

problem-camera-only = Only the camera counts here
problem-camera-only-body = This way takes a photo with the camera, now. Files are not accepted.
problem-camera-only-next = Take the photo with the camera, or choose the album way.

problem-camera-over = The camera was closed
problem-camera-over-body = The camera session is over.
problem-camera-over-next = Open the camera again and take the photo.

problem-photo-unreadable = Not a picture
problem-photo-unreadable-body = This file is not a picture, or it is damaged.
problem-photo-unreadable-next = Choose another photo: JPEG, PNG or WebP.

problem-photo-form-unknown = This kind of picture cannot be opened
problem-photo-form-unknown-body = Your phone saved this picture in a form that is not accepted here.
problem-photo-form-unknown-next = Choose a photo in JPEG, or take one with the camera.

problem-photo-too-large = The picture is too large
problem-photo-too-large-body = This picture is too large to be opened here.
problem-photo-too-large-next = Choose a smaller one, or take one with the camera.

problem-photo-too-small = The picture is too small
problem-photo-too-small-body = There are too few pixels for a good portrait.
problem-photo-too-small-next = Choose a larger one, or come closer.

problem-photo-no-face = No single face
problem-photo-no-face-body = There must be exactly one face in the picture.
problem-photo-no-face-next = Take the photo again, with one person in it.

problem-photo-breaks-rules = The photo breaks a rule
problem-photo-breaks-rules-body = The photo would be returned as it is.
problem-photo-breaks-rules-next = See what to change and take another.

problem-frame-broken = The camera picture is incomplete
problem-frame-broken-body = The camera delivered an incomplete picture.
problem-frame-broken-next = Open the camera again.

problem-person-check-failed = The check was not passed
problem-person-check-failed-body = The real-person check was not passed this time.
problem-person-check-failed-next = Look straight at the phone in good light and try again, or go to a window.

problem-person-check-expired = The check is too old
problem-person-check-expired-body = The real-person check is good for a short time and for one application.
problem-person-check-expired-next = Do it once more.

problem-person-check-locked = Too many failed checks
problem-person-check-locked-body = There were too many failed checks today.
problem-person-check-locked-next = Try tomorrow, or go to a window.

problem-tries-used-up = No tries left here
problem-tries-used-up-body = Your photos were returned several times, so only the window is left.
problem-tries-used-up-next = Take your identity document and { -paper-license } to the { -office }.

problem-use-stopped = Application and use stopped
problem-use-stopped-body = The { -police } have stopped applying for and using the { -e-license } for you.
problem-use-stopped-next = Ask or appeal at the { -office }. Your { -paper-license } is not affected.

problem-photo-change-too-early = Too early to change the photo
problem-photo-change-too-early-body = Six months must pass between one photo of your own and the next.
problem-photo-change-too-early-next = Come back on the day that the page names.

problem-nothing-to-show = There is no license yet
problem-nothing-to-show-body = No { -e-license } has been issued to you.
problem-nothing-to-show-next = Apply for it.

problem-license-hidden = Not shown now
problem-license-hidden-body = The state of your license does not allow it to be shown.
problem-license-hidden-next = See the reasons.

problem-license-not-genuine = The copy could not be verified
problem-license-not-genuine-body = The copy on this phone could not be verified, so it is not shown.
problem-license-not-genuine-next = Connect to the network once.

problem-page-incomplete = The page is incomplete
problem-page-incomplete-body = A part of the page is missing, so it is not shown.
problem-page-incomplete-next = Connect to the network once.

problem-page-size-wrong = A size that no screen has
problem-page-size-wrong-body = The page was asked for in a size that cannot be drawn.
problem-page-size-wrong-next = Report the code of this page.

problem-page-cannot-be-drawn = The page cannot be drawn
problem-page-cannot-be-drawn-body = A part of the page cannot be drawn.
problem-page-cannot-be-drawn-next = Report the code of this page. Show your { -paper-license } meanwhile.

problem-ask-unreadable = The code was not read
problem-ask-unreadable-body = The code of the verifier could not be read.
problem-ask-unreadable-next = Scan it again, or type the six digits.

problem-ask-foreign = A code of another system
problem-ask-foreign-body = This code has nothing to do with your driver's license. Nothing was shown to anybody.
problem-ask-foreign-next = Ask the person who wants to check your license for the right code.

problem-ask-expired = The question is too old
problem-ask-expired-body = The question was answered already, or it is older than two minutes.
problem-ask-expired-next = Ask the verifier for a new code.

problem-ask-not-trusted = The verifier is not known
problem-ask-not-trusted-body = The verifier is not on the list of trusted verifiers.
problem-ask-not-trusted-next = Do not show your license to them.

problem-ask-other-purpose = Another purpose
problem-ask-other-purpose-body = The verifier asks for another purpose than the one that you chose.
problem-ask-other-purpose-next = Choose the purpose again.

problem-consent-first = Your consent is needed
problem-consent-first-body = A firm sees your data only if you agree.
problem-consent-first-next = Read what they would see and agree, or do not.

problem-purpose-unknown = Unknown purpose
problem-purpose-unknown-body = This purpose is not on the list.
problem-purpose-unknown-next = Choose one from the list.

problem-showing-over = Showing has ended
problem-showing-over-body = The license is no longer shown.
problem-showing-over-next = Show it again if you need to.

problem-no-such-thing = It is not there
problem-no-such-thing-body = What you asked for is not there any more.
problem-no-such-thing-next = Look at the page again.

problem-stopped-by-you = Stopped
problem-stopped-by-you-body = You stopped it. Nothing was changed.
problem-stopped-by-you-next = Try again when you like.

problem-our-fault = A fault of ours
problem-our-fault-body = Something went wrong that is our fault. Nothing that was kept is lost.
problem-our-fault-next = Try once more. If it stays so, report the code of this page.

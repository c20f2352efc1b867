### Photo checks: the hint for each check (photo-check-), its short name (photo-name-), guidance, errors.
### A hint says what is wrong, then what to do. It is shown and spoken.

## Hints

photo-check-capture-live = This photo was not just taken with this app. Please take it with this app’s camera.
photo-check-date-recent = This photo is older than 6 months. Please use an identity photo from the last 6 months.
photo-check-face-found = No face was found. Please face the camera, with the head inside the outline.
photo-check-face-single = More than one person is in the picture. Please let the others step aside.
photo-check-face-resolution = The face is too small to show detail. Please come closer, or use a larger photo.
photo-check-face-size = The head does not fit the outline. Please change the distance.
photo-check-face-size-closer = Please come closer, until the head fills the outline.
photo-check-face-size-farther = Please step back, until the whole head is inside the outline.
photo-check-face-centred = The head is not in the middle. Please line it up with the outline.
photo-check-face-centred-left = Please move the phone a little to the left.
photo-check-face-centred-right = Please move the phone a little to the right.
photo-check-face-centred-up = Please raise the phone a little.
photo-check-face-centred-down = Please lower the phone a little.
photo-check-head-room = The head is too close to the upper edge. Please raise the phone a little or step back.
photo-check-pose-roll = The head is tilted. Please hold it straight.
photo-check-pose-yaw = The face is turned to one side. Please look straight into the lens.
photo-check-pose-pitch = The head is raised or lowered. Please look straight ahead into the lens.
photo-check-light-wall = The picture is too dark. Please find more light, or switch on a lamp.
photo-check-light-over = The light is too strong and parts of the face are burnt out. Please avoid direct light.
photo-check-light-face = The face is rather dark. Please let the light come from the front.
photo-check-light-even = One side of the face is darker than the other. Please let the light come straight from the front.
photo-check-sharpness = The photo is blurred. Please hold the phone steady, wipe the lens and try again.
photo-check-background-white = The background is not white. Please stand before a white wall.
photo-check-background-even = There is a shadow, a pattern or an object on the background. Please stand a step away from a plain white wall.
photo-check-colour-natural = The colours look wrong. Please use daylight or white light.
photo-check-colour-monochrome = This is a black-and-white photo. Please use a colour photo.
photo-check-picture-compressed = The photo was compressed too strongly. Please use the original file.
photo-check-pose-shoulders = The shoulders are not level. Please sit straight with level shoulders.
photo-check-clothes-dark = The clothes are too light. Please wear dark clothes.
photo-check-eyes-open = The eyes seem closed. Please open your eyes and try again.
photo-check-expression = Please keep a natural face.
photo-check-picture-recaptured = This looks like a photo of a screen, a card or an old photo. Please photograph the person directly.
photo-check-face-real = Please photograph the person, not a drawing.
photo-check-hat = Please take off the hat.
photo-check-mask = Please take off the mask.
photo-check-sunglasses = Please take off the sunglasses. Your usual clear glasses may stay on.
photo-check-hair-ears = Please put the hair behind your ears, off face and ears.
photo-check-hair-tidy = Please tidy your hair.
photo-check-make-up = Please no heavy make-up.
photo-check-uniform = Please do not wear a uniform.
photo-check-ornaments = Please take off scarf and ornaments.
photo-check-dress = Please dress properly.
photo-check-gesture = Please no gestures and no poses.
photo-check-text = Please keep offensive words, digits and marks out of the picture.
photo-check-lawful = The photo must not break the law.
photo-check-retouch = Please use the photo as it was taken, without retouching.
photo-check-composite = Please do not use a composite.

## Short names

photo-name-capture-live = Live capture
photo-name-date-recent = Taken within 6 months
photo-name-face-found = A face
photo-name-face-single = One person only
photo-name-face-resolution = Enough detail
photo-name-face-size = Size of the head
photo-name-face-size-closer = Come closer
photo-name-face-size-farther = Step back
photo-name-face-centred = Head in the middle
photo-name-face-centred-left = Move left
photo-name-face-centred-right = Move right
photo-name-face-centred-up = Move up
photo-name-face-centred-down = Move down
photo-name-head-room = Room above the head
photo-name-pose-roll = Head upright
photo-name-pose-yaw = Facing the lens
photo-name-pose-pitch = Head level
photo-name-light-wall = Enough light
photo-name-light-over = Not over-exposed
photo-name-light-face = Light on the face
photo-name-light-even = Even light on the face
photo-name-sharpness = Sharp
photo-name-background-white = White background
photo-name-background-even = Plain background
photo-name-colour-natural = Natural colour
photo-name-colour-monochrome = Colour photo
photo-name-picture-compressed = Picture quality
photo-name-pose-shoulders = Shoulders level
photo-name-clothes-dark = Dark clothes
photo-name-eyes-open = Eyes open
photo-name-expression = Natural face
photo-name-picture-recaptured = Not a photo of a photo
photo-name-face-real = A real face
photo-name-hat = No hat
photo-name-mask = No mask
photo-name-sunglasses = No sunglasses
photo-name-hair-ears = Hair off face and ears
photo-name-hair-tidy = Tidy hair
photo-name-make-up = No heavy make-up
photo-name-uniform = No uniform
photo-name-ornaments = No scarf or ornaments
photo-name-dress = Proper dress
photo-name-gesture = No gestures
photo-name-text = No offensive text or marks
photo-name-lawful = Lawful content
photo-name-retouch = Not retouched
photo-name-composite = Not a composite

## Guidance and standing

photo-guide-hold-still = Good. Please hold still.
photo-guide-ready = Ready: take the photo now.
photo-unknown = The phone cannot tell; a reviewer looks at it.
photo-standing-good = No problem was found. A reviewer decides.
photo-standing-doubtful = This photo may be returned. It is better to correct it first.
photo-standing-refused = This photo cannot be sent.

## Errors

photo-not-a-picture = This file is not a photo. Please choose a JPG or PNG photo.
photo-heic = This photo is in HEIC format and cannot be read directly. Please switch the camera to JPG, or take another one.
photo-too-many-bytes = The photo file is too large. Please choose a smaller one.
photo-too-many-pixels = The picture is too large. Please choose one taken with an ordinary camera.
photo-too-few-pixels = The picture is too small. Please choose a larger one.
photo-damaged = The photo file is damaged. Please choose another one.
photo-unsupported = This kind of photo cannot be read. Please choose a JPG or PNG photo.
photo-short-buffer = The camera’s picture was incomplete. Please try again.
photo-no-quality-fits = The photo cannot be stored in the required size. Please choose another one.
photo-not-live = This capture is no longer valid. Please take the photo again.
photo-decoder = The photo could not be read. Please choose another one.

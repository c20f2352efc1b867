### Messages to a driver's phone number.

message-login-code = Your code is { $code }. It is good for 5 minutes. Nobody of the traffic police will ever ask you for it.
message-issued = Your electronic driver's license is ready. Open the app to see it.
message-returned = Your photo was returned. Open the app to read which rule it broke and how to send a better one.
message-window-only = Your photo was returned for the third time. Please apply at the window of the office that issued your license.
message-stopped = Application and use of your electronic driver's license were stopped. Please contact the office that issued your license; you can contest the decision there.

### What the service's own people read when it does not start.

authority-problem-already-served = Another authority already runs on this folder. Stop it first, or serve another folder. Nothing was changed.
authority-problem-already-there = This folder already holds an authority. Serve it, or choose an empty folder. Nothing was changed.
authority-problem-not-there = This folder holds no authority. Make one first: authority init FOLDER.
authority-problem-damaged = A file of this folder is damaged. Put back the last backup of the whole folder; do not repair single files.
authority-problem-people-io = A driver's file or photo cannot be read. Check the folder of drivers.
authority-problem-people-form = A driver's file does not have the form of the register. Correct the line that is named.
authority-problem-people-contradiction = The facts in a driver's file contradict each other. Correct the file that is named.
authority-problem-store = The database cannot be opened or written. Check the disk and whose folder it is.
authority-problem-io = The system refused: a file, or the address to listen on. Check the folder, and whether the address is taken.
authority-problem-development-only = The production profile refuses what only development may have. Set up a real provider, or run the development profile.
authority-problem-policy = The policy file cannot be published. Correct policy.json; the mistake is named.

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
authority-problem-damaged = A file of this folder is damaged or missing. Put back the last backup of the whole folder; do not repair single files.
authority-problem-folder-newer = This folder was made by a newer version of the program. Install that version or a later one. Nothing was changed.
authority-problem-clock-behind = The clock is earlier than the day on which the trust list was signed. Correct the clock of this machine, or the time given with --clock.
authority-problem-no-root = This build has no root for a trust list. Use a development build, or one with the production roots pinned.
authority-problem-issuer-name = This issuer name cannot stand in signed licenses. Choose one like lz:32.
authority-problem-people-io = A driver's file or photo cannot be read. Check the folder of drivers.
authority-problem-people-form = A driver's file does not have the form of the register. Correct the line that is named.
authority-problem-people-contradiction = The facts in a driver's file contradict each other. Correct the file that is named.
authority-problem-store = The database does not work. Check the disk; if it is in order, put back the last backup of the whole folder.
authority-problem-no-access = The system does not let this program use a file or folder. Check whose folder it is, and whether the disk is mounted read-only.
authority-problem-disk-full = The disk is full. Make room and start again; nothing that was answered is lost.
authority-problem-io = The system refused a file or folder. The detail names it; check the disk and the folder.
authority-problem-address-taken = Another program listens on this address. Stop it, or choose another port with --listen.
authority-problem-address-wrong = This machine cannot listen on this address. Give one of its own with --listen, like 127.0.0.1:8080; a port under 1024 needs the right to use it.
authority-problem-usage = The command was not understood. Look at what is possible: authority --help.
authority-problem-development-only = The production profile refuses what only development may have. Set up a real provider, or run the development profile.
authority-problem-policy = The policy file cannot be published. Correct policy.json; the mistake is named.

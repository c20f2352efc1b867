### Messages to a driver's phone number.

message-login-code = Your code is { $code }. It is good for 5 minutes. Nobody of the traffic police will ever ask you for it.
message-issued = Your electronic driver's license is ready. Open the app to see it.
message-returned = Your photo was returned. Open the app to read which rule it broke and how to send a better one.
message-window-only = Your photo was returned for the third time. Please apply at the window of the office that issued your license.
message-stopped = Application and use of your electronic driver's license were stopped. Please contact the office that issued your license; you can contest the decision there.

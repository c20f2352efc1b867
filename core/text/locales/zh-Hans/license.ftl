status-a = 正常
reason-city-not-open = { $day }

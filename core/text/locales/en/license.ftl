status-a = Normal
reason-city-not-open = { $day }

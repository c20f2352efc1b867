### Glossary: one word for one thing on every page. Other files refer to them as { -term }.

-app = this app
-e-license = electronic license
-paper-license = paper license
-office = vehicle management office of the place that issued your license
-police = traffic police
-retained-photo = photo already on file
-working-day = working day
-verifier = verifier

day-perpetual = no end date
day-words = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

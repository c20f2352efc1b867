### 术语表：同一事物在所有页面上用同一个词。别的文件用 { -词 } 引用。

-app = 本应用
-e-license = 驾驶证电子版
-paper-license = 纸质驾驶证
-office = 发证地车辆管理所
-police = 公安交管部门
-retained-photo = 已留存的照片
-working-day = 工作日
-verifier = 核验方

day-perpetual = 长期
day-words = { $year }年{ $month }{ $day }日
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
weekday-1 = 星期一
weekday-2 = 星期二
weekday-3 = 星期三
weekday-4 = 星期四
weekday-5 = 星期五
weekday-6 = 星期六
weekday-7 = 星期日

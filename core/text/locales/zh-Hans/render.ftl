### 驾驶证页面上的文字。

page-title = 机动车驾驶证
page-subtitle-main = 电子版 · 正页
page-subtitle-second = 电子版 · 副页
page-specimen = 样证
page-specimen-note = 样证，仅供演示

page-label-name = 姓名
page-label-id-number = 证号
page-label-sex = 性别
page-label-nationality = 国籍
page-label-birth = 出生日期
page-label-first-issue = 初次领证日期
page-label-classes = 准驾车型
page-label-validity = 有效期限
page-label-points = 累积记分
page-label-status = 状态
page-label-file-number = 档案编号
page-label-card-number = 证芯编号
page-label-generated = 生成时间
page-label-now = 当前时间
page-label-qr = 核验二维码
page-label-portrait = 照片
page-label-address = 住址
page-label-authority = 发证机关
page-label-record = 记录
page-label-conditions = 附加条件
page-label-class-table = 准驾车型代号规定
page-label-freshness = 核实情况

page-sex-male = 男
page-sex-female = 女
page-validity = { $from } 至 { $to }
page-points = { $points } / 12
page-points-spoken = 12分中已记{ $points }分
page-portrait-spoken = 持证人照片
page-portrait-sample = 样证头像，不是真人
page-qr-spoken = 供核验人员扫描，每15秒更新
page-authority-code = 代码 { $code }
page-no-address = 未登记
page-no-record = 无
page-condition-hearing-aid = 须佩戴听力辅助装置
page-condition-probation = 实习期内
page-condition-other = 其他条件（代码 { $code }）
page-class-held = 已准驾
page-class-covers = 含 { $codes }
page-class-version = 第{ $version }版

page-live = 已联网核实
page-not-live = 未联网 · 最近核实 { $day } { $time }
page-copy-too-old = 副本已过期
page-needs-refresh = 本机副本存疑
page-too-old-title = 副本已过期
page-in-doubt-title = 本机副本存疑
page-go-online = 请联网更新后再使用
page-status-at-issue = 生成时状态：{ $status }

page-must-not-drive = 不得驾驶机动车
page-ask-online = 状态不明，请联网查询
page-since = 自{ $day }起
page-until = 至{ $day }止
page-contest = 异议受理：{ $office }
page-contest-issuer = 异议受理：发证机关

page-screenshot = 截屏无效
page-main-effect = { $line }，副页所列情形除外

page-hidden-title = 驾驶证电子版不予显示

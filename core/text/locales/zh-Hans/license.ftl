### 驾驶证的状态、车型、申领条件、照片要求、通知和用途。
### 写法：先说是什么，再说怎么办；短句；同一事物只用一个词（见 glossary.ftl）。

## 状态组

group-usable = 可以正常使用。
group-deferred = 已获准延期，在批准的日期内可以正常使用。
group-unknown = 状态不明，请联网核实。
group-not-usable = 现在不能驾驶机动车。
group-frozen = 您的驾驶证状态异常，{ -e-license }无效。请联系发证地{ -police }。
group-ended = 这本驾驶证已经失效，{ -e-license }不再显示。

mark-tick = 正常
mark-question = 待核实
mark-cross = 不得驾驶
mark-lock = 不予显示

## 状态名称（与公安交管部门的代码一一对应）

status-a = 正常
status-b = 记满12分
status-c = 转出
status-d = 暂扣
status-e = 撤销
status-f = 吊销
status-g = 注销
status-h = 违法未处理
status-i = 事故未处理
status-j = 停止使用
status-k = 扣押
status-l = 锁定
status-m = 逾期未换证
status-n = 延期换证
status-p = 延期体检
status-q = 逾期未体检
status-r = 注销可恢复
status-s = 逾期未审验
status-t = 延期审验
status-u = 扣留
status-unnamed = 未知状态 { $code }
status-missing = 没有收到状态
status-check-overdue = 逾期未审验或未体检

## 红色页面上的话

must-not-drive = 不得驾驶机动车
must-not-drive-since = 自{ $day }起不得驾驶机动车。
must-not-drive-until = 到{ $day }为止不得驾驶机动车。
status-contest = 如有异议，请到{ $office }核实或者申诉。
status-ask-online = 状态不明。请联网核实后再作判断。

## 不能申领的原因，以及怎么办

reason-city-not-open = 您驾驶证的发证地从{ $day }零点起开放申领。到时再来就可以，没有截止日期，不用赶时间。看的是发证地，不是您现在所在的地方。
reason-city-not-open-yet-unsure = 您驾驶证的发证地最晚从{ $day }零点起开放申领，也可能更早。可以先问一下发证地{ -police }。
reason-city-unknown = 无法识别您驾驶证的发证机关。请带上身份证件和{ -paper-license }，到{ -office }核对。
reason-not-yet-valid = 您的驾驶证从{ $day }起才有效。到那一天再来申领。
reason-expired = 您的驾驶证已在{ $day }到期，现在不能驾驶。请先换证，换好后再来申领。全国任何一地都可以换证。
reason-check-overdue = 您的审验或者体检应在{ $day }前完成，现已逾期。请先办理审验或者提交体检证明，办好后再来申领。
reason-status-a = 现在不能申领。请联系发证地{ -police }问明原因。
reason-status-b = 您本记分周期内已记满12分，现在不能驾驶。请先参加满分教育并通过考试，恢复后再来申领。
reason-status-c = 您的驾驶证档案正在转出。请等转入手续办完，领到新证后再来申领；着急的话请问转入地车辆管理所。
reason-status-d = 您的驾驶证被暂扣，现在不能驾驶。暂扣期满并领回驾驶证后再来申领。
reason-status-e = 您的驾驶证已被撤销，不能申领。如有异议，请到{ -office }咨询。
reason-status-f = 您的驾驶证已被吊销，不能申领。什么时候可以重新考证，请到{ -office }咨询。
reason-status-g = 您的驾驶证已注销，不能申领。要再开车，需要重新申请驾驶证，请到{ -office }咨询。
reason-status-h = 您有交通违法没有处理，现在不能申领。请先处理违法，处理完再来申领。
reason-status-i = 您有交通事故没有处理完，现在不能申领。请先联系处理事故的{ -police }，处理完再来申领。
reason-status-j = 您的驾驶证状态异常，现在不能申领{ -e-license }。请联系发证地{ -police }。
reason-status-k = 您的驾驶证被扣押，现在不能驾驶。请联系扣押驾驶证的{ -police }，领回后再来申领。
reason-status-l = 您的驾驶证状态异常，现在不能申领{ -e-license }。请联系发证地{ -police }。
reason-status-m = 您的驾驶证到期没有换证，现在不能驾驶。请先换证，换好后再来申领。全国任何一地都可以换证。
reason-status-n = 您延期换证的期限已过，现在不能驾驶。请先换证，换好后再来申领。
reason-status-p = 您延期体检的期限已过，现在不能驾驶。请先提交体检证明，办好后再来申领。
reason-status-q = 您的体检已经逾期，现在不能驾驶。请先到医院体检并提交体检证明，办好后再来申领。
reason-status-r = 您的驾驶证因逾期未换证已注销，但还可以恢复。请到车辆管理所申请恢复驾驶资格，通过考试后再来申领。
reason-status-s = 您的审验已经逾期，现在不能驾驶。请先参加审验，办好后再来申领。
reason-status-t = 您延期审验的期限已过，现在不能驾驶。请先参加审验，办好后再来申领。
reason-status-u = 您的驾驶证被扣留，现在不能驾驶。请到扣留驾驶证的{ -police }接受处理，领回后再来申领。
reason-status-unnamed = 您的驾驶证状态（代码 { $code }）无法识别，现在不能申领。请联系发证地{ -police }核实。
reason-status-missing = 没有收到您的驾驶证状态，现在不能申领。请稍后再试；还是不行，请联系发证地{ -police }。
reason-stopped-for-abuse = 因为上传了违反法律或者公序良俗的照片，{ -police }已停止您在{ -app }申领和使用{ -e-license }。您可以带上身份证件和{ -paper-license }到{ -office }窗口办理。如有异议，也请到那里提出。{ -paper-license }不受影响。
reason-reviews-used-up = 您的照片多次没有通过审核，不能再在{ -app }提交。请带上身份证件和{ -paper-license }到{ -office }窗口办理，工作人员会帮您拍照。

remedy-wait = 到时再来就可以。
remedy-settle-first = 先把上面的事办好，再回来申领。
remedy-office = 请到{ -office }窗口办理。

## 开始申领

apply-entry = 申领{ -e-license }
apply-prepare = 用{ -retained-photo }，几分钟就能办好。要换照片的，请准备白底照片：6个月内拍的，露出双耳，不化浓妆。
apply-no-deadline = 没有截止日期，不用赶时间。
show-license = 亮证
show-code = 亮码

## 窗口申领

window-where = 请到{ $office }，地址：{ $address }。
window-bring = 请带上：
bring-id-document = 身份证件原件
bring-paper-license = { -paper-license }
bring-photo = 6个月内的白底证件照（没有也可以现场拍）
bring-phone = 登录{ -app }的手机
window-then = 窗口审核通过后，{ -e-license }会直接出现在{ -app }里，不用再申请。
specimen-address = 样例数据：地址是虚构的。

## 换证以后要重新申领

reapply-classes = 您的准驾车型变了，原来的{ -e-license }不再有效。请重新申领。
reapply-validity = 您的驾驶证有效期变了，原来的{ -e-license }不再有效。请重新申领。
reapply-authority = 您的发证机关变了，原来的{ -e-license }不再有效。请重新申领。
reapply-card = 您换了或者补了新的{ -paper-license }，原来的{ -e-license }不再有效。请重新申领。
reapply-holder = 您的证件号码变了，原来的{ -e-license }不再有效。请重新申领。
reapply-name = 您的姓名变了，原来的{ -e-license }不再有效。请重新申领。

## 与纸质证同等效力，以及需要纸质证的情形（总是一起显示）

equal-effect = { -e-license }与{ -paper-license }具有同等法律效力，全国通用。
paper-needed = 但下列情形需要{ -paper-license }：
paper-needed-1 = 路上执法需要扣留驾驶证的：不满12分的，把{ -paper-license }交到{ -police }；记满12分的，交到满分教育的地方。
paper-needed-2 = 非现场违法需要记满12分、按一般程序处理，或者要暂扣、吊销驾驶证的。
paper-needed-3 = 办理业务时要收回{ -paper-license }或者在上面签注的，例如注销、撤销、转籍。
paper-needed-4 = 参加满分教育的：要先交{ -paper-license }。
paper-needed-5 = 处理事故时，{ -paper-license }需要作为证据扣押的。
paper-not-needed = 这次办理不用出示{ -paper-license }。
screenshot-worthless = 截图和拍照无效。出示时请打开{ -app }。

## 准驾车型

class-a1 = 大型客车
class-a1-drives = 大型载客汽车
class-a2 = 重型牵引挂车
class-a2-drives = 总质量大于4500kg的汽车列车
class-a3 = 城市公交车
class-a3-drives = 核载10人以上的城市公共汽车
class-b1 = 中型客车
class-b1-drives = 中型载客汽车（含核载10人以上、19人以下的城市公共汽车）
class-b2 = 大型货车
class-b2-drives = 重型、中型载货汽车；重型、中型专项作业车
class-c1 = 小型汽车
class-c1-drives = 小型、微型载客汽车；轻型、微型载货汽车；轻型、微型专项作业车
class-c2 = 小型自动挡汽车
class-c2-drives = 小型、微型自动挡载客汽车；轻型、微型自动挡载货汽车；轻型、微型自动挡专项作业车；上肢残疾人专用小型自动挡载客汽车
class-c3 = 低速载货汽车
class-c3-drives = 低速载货汽车
class-c4 = 三轮汽车
class-c4-drives = 三轮汽车
class-c5 = 残疾人专用小型自动挡载客汽车
class-c5-drives = 残疾人专用小型、微型自动挡载客汽车（允许上肢、右下肢或者双下肢残疾人驾驶）
class-c6 = 轻型牵引挂车
class-c6-drives = 总质量小于4500kg（不含4500kg）的汽车列车
class-d = 普通三轮摩托车
class-d-drives = 发动机排量大于50ml或者最大设计车速大于50km/h的三轮摩托车
class-e = 普通二轮摩托车
class-e-drives = 发动机排量大于50ml或者最大设计车速大于50km/h的二轮摩托车
class-f = 轻便摩托车
class-f-drives = 发动机排量不超过50ml、最大设计车速不超过50km/h的摩托车
class-m = 轮式专用机械车
class-m-drives = 轮式专用机械车
class-n = 无轨电车
class-n-drives = 无轨电车
class-p = 有轨电车
class-p-drives = 有轨电车

## 车辆种类（执法人员选择）

vehicle-car-manual = 小型客车，手动挡
vehicle-car-automatic = 小型客车，自动挡
vehicle-light-truck-manual = 轻型货车或轻型作业车，手动挡
vehicle-light-truck-automatic = 轻型货车或轻型作业车，自动挡
vehicle-car-adapted-upper-limb = 上肢残疾人专用小客车，自动挡
vehicle-car-adapted-lower-limb = 下肢残疾人专用小客车，自动挡
vehicle-bus-large = 大型客车
vehicle-bus-medium = 中型客车
vehicle-city-bus-20-up = 城市公交车，核载20人以上
vehicle-city-bus-10-19 = 城市公交车，核载10至19人
vehicle-truck-heavy-medium = 重型或中型货车、专项作业车
vehicle-trailer-over-4500 = 汽车列车，总质量大于4500kg
vehicle-trailer-under-4500 = 汽车列车，总质量小于4500kg
vehicle-low-speed-truck = 低速货车
vehicle-three-wheel-car = 三轮汽车
vehicle-motor-tricycle = 三轮摩托车
vehicle-motorcycle = 二轮摩托车
vehicle-moped = 轻便摩托车
vehicle-wheeled-machinery = 轮式专用机械车
vehicle-trolleybus = 无轨电车
vehicle-tram = 有轨电车

may-drive-yes = 准驾车型 { $classes } 可以驾驶这种车。
may-drive-no = 准驾车型不符：驾驶这种车需要 { $classes }。
may-drive-unknown = 没有这种车辆，请重新选择。

## 持证人

sex-male = 男
sex-female = 女
id-type-citizen = 居民身份证
id-type-hk-macao-residence-permit = 港澳居民居住证
id-type-taiwan-residence-permit = 台湾居民居住证
id-type-hk-macao-travel-permit = 港澳居民来往内地通行证
id-type-taiwan-travel-permit = 台湾居民来往大陆通行证
id-type-permanent-residence-15 = 外国人永久居留身份证（15位）
id-type-permanent-residence-18 = 外国人永久居留身份证（18位）
id-type-passport = 护照
id-type-officer-card = 军官证等军队证件
id-number-form = 证件号码的格式不对，请对照证件再输一遍。
id-number-check = 证件号码有误，可能输错或者颠倒了一位，请对照证件再输一遍。

## 照片要求（照片不合格时按条号退回）

photo-rules-title = 照片要求
photo-rules-intro = 拍照前请先看完这六条。照片会印在驾驶证上，请认真拍。
photo-rule-1 = 第一条：白色背景，光线均匀；坐正，双肩水平；表情自然，正对镜头。
photo-rule-1-fix = 请站在白墙前，让光从正面照来，脸上和墙上都没有影子。身体坐正，眼睛看镜头。
photo-rule-2 = 第二条：穿深色衣服；不戴帽子；头发不遮脸和耳朵，不凌乱；不化浓妆；不穿制服；不戴口罩、墨镜、围巾和饰物。
photo-rule-2-fix = 请换一件深色的便装，摘掉帽子、口罩、墨镜、围巾和首饰，把头发理到耳后。平时戴的近视眼镜可以戴，镜片不要反光。
photo-rule-3 = 第三条：衣着整齐得体；不摆夸张姿势，不做手势；不闭眼。
photo-rule-3-fix = 请穿好衣服，双手放下，不要出现在画面里，睁开眼睛再拍一张。
photo-rule-4 = 第四条：不得有违背公序良俗的标记、数字、字母或者文字。
photo-rule-4-fix = 请换一件没有图案和文字的衣服，画面里不要有别的东西。
photo-rule-5 = 第五条：不得有违反法律法规的内容。
photo-rule-5-fix = 请只拍本人的头部和肩部，画面里不要有别的内容。
photo-rule-6 = 第六条：6个月内的证件照；不得用技术手段改变面貌；不得使用合成照片。
photo-rule-6-fix = 请用新拍的原片，不要美颜、修图、拼接，也不要翻拍旧照片。
photo-tip-helper = 请别人帮您拍，不要自拍。
photo-tip-retouch = 不要过度修图，否则照片会被退回。
photo-abuse-warning = 恶意上传或者使用违法照片的，{ -police }会停止其申领和使用{ -e-license }，并依法处理。
photo-tries-left = { $n ->
    [0] 不能再在{ -app }提交，请到窗口办理。
   *[other] 还可以提交{ $n }次。
}
photo-change-from = 上一张自己拍的照片用满6个月后才能再换，从{ $day }起可以换。
photo-change-optional = 换照片完全自愿，不换也不影响使用。
photo-retained-source = 这是您{ -retained-photo }。用它申领，当场就能生成。
photo-busy = 现在办理的人较多，建议过些时候再换照片。出示驾驶证不受影响。

## 审核期限

review-due = 最晚在{ $day }内审核完，请留意通知。
review-due-estimated = 预计最晚在{ $day }内审核完。那时的放假安排还没有公布，可能会晚几天。
review-overdue = 原定在{ $day }前审核完，现在已超过，仍在排队。您不用重新提交；也可以到{ -office }询问。

## 通知

notice-issued-title = 申领成功
notice-issued = 您的{ -e-license }已生成，打开{ -app }就能出示。
notice-in-review-title = 照片已提交
notice-in-review = 您的照片已提交审核，最晚在{ $day }内有结果。
notice-returned-title = 照片未通过
notice-returned = 您的照片没有通过审核，不符合第{ $rules }条要求。打开{ -app }看怎么改，改好再交。
notice-photo-changed-title = 照片已更换
notice-photo-changed = 新照片已通过审核，{ -e-license }已更新。
notice-window-issued-title = 窗口办理成功
notice-window-issued = 您在窗口申领的{ -e-license }已到账，打开{ -app }就能出示。
notice-status-title = 驾驶证状态有变化
notice-status = 您的驾驶证状态现在是：{ $status }。打开{ -app }查看怎么办。
notice-points-title = 记分有变化
notice-points = 您本记分周期累积记{ $points }分。
notice-points-full = 您本记分周期已记满12分，现在不能驾驶。请带{ -paper-license }参加满分教育。
notice-reapply-title = 需要重新申领
notice-stopped-title = 已停止申领和使用
notice-renew-title = 快到期了
notice-renew = 您的驾驶证还有{ $days }天到期（{ $day }）。到期前90天内可以换证，全国任何一地都能办。
notice-check-title = 该审验或体检了
notice-check = 请在{ $day }前办理审验或者提交体检证明，还有{ $days }天。
notice-shown-title = 有人核验了您的驾驶证
notice-city-open-title = 可以申领了
notice-city-open = 您驾驶证的发证地已开放申领。没有截止日期，不用赶时间。

## 用途（出示给谁、给出什么；与令牌的内容一致）

-shared-limited = 照片、姓名、性别、国籍、初次领证日期、准驾车型、有效期、发证机关、状态、下次审验或体检日期，以及听力辅助、实习期等附注
-kept-back = 证件号码、出生日期、住址、档案编号、证芯编号
purpose-police = 交通警察检查
purpose-police-shares = 会看到驾驶证的全部内容。
purpose-vehicle-business = 办理车驾管业务
purpose-vehicle-business-shares = 会看到驾驶证的全部内容。
purpose-violation = 处理交通违法
purpose-violation-shares = 会看到驾驶证的全部内容。
purpose-accident = 处理交通事故
purpose-accident-shares = 会看到驾驶证的全部内容。
purpose-insurance = 保险理赔
purpose-insurance-shares = 只给出{ -shared-limited }。不给出{ -kept-back }和记分。
purpose-rental = 租赁车辆
purpose-rental-shares = 只给出{ -shared-limited }。不给出{ -kept-back }和记分。
purpose-recruitment = 职业招聘
purpose-recruitment-shares = 只给出{ -shared-limited }。不给出{ -kept-back }和记分。
purpose-recruitment-points = 职业招聘（含记分）
purpose-recruitment-points-shares = 给出{ -shared-limited }，还给出记分。您单独同意后才会给出。不给出{ -kept-back }。
purpose-other = 其他用途
purpose-other-shares = 只给出{ -shared-limited }。不给出{ -kept-back }和记分。

verifier-nationwide = 在任何一地领取，全国通用。

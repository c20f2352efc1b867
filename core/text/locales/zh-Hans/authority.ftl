### 发到驾驶人手机号的短信。

message-login-code = 您的验证码是 { $code }，5 分钟内有效。交警不会向您索要验证码。
message-issued = 您的驾驶证电子版已生成，请打开手机应用查看。
message-returned = 您提交的照片未通过审核，请打开手机应用查看不符合哪一条要求以及如何重新提交。
message-window-only = 您提交的照片已三次未通过审核，请到驾驶证发证地车辆管理所窗口申领。
message-stopped = 您的驾驶证电子版已停止申请和使用，请联系驾驶证发证地公安交管部门；如有异议，可在该处申诉。

### 服务无法启动时，供运维人员阅读。

authority-problem-already-served = 此文件夹已有一个发证服务在运行。请先停止它，或换一个文件夹。没有改动任何数据。
authority-problem-already-there = 此文件夹中已有发证服务。请直接运行，或选择空文件夹。没有改动任何数据。
authority-problem-not-there = 此文件夹中没有发证服务。请先建立：authority init 文件夹。
authority-problem-damaged = 此文件夹中有文件损坏。请用最近的完整备份恢复整个文件夹，不要单独修补。
authority-problem-people-io = 无法读取某位驾驶人的文件或照片。请检查驾驶人文件夹。
authority-problem-people-form = 某位驾驶人的文件格式不符。请更正所指出的那一行。
authority-problem-people-contradiction = 某位驾驶人的文件内容互相矛盾。请更正所指出的文件。
authority-problem-store = 数据库无法打开或写入。请检查磁盘及文件夹权限。
authority-problem-io = 系统拒绝操作：文件或监听地址。请检查文件夹，以及该地址是否已被占用。
authority-problem-development-only = 正式环境不允许使用仅供开发的功能。请接入正式服务，或改用开发环境。
authority-problem-policy = 无法发布策略文件。请更正 policy.json，错误处已指出。

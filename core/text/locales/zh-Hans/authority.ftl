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
authority-problem-damaged = 此文件夹中有文件损坏或缺失。请用最近的完整备份恢复整个文件夹，不要单独修补。
authority-problem-folder-newer = 此文件夹由更新版本的程序建立。请安装该版本或更新的版本。没有改动任何数据。
authority-problem-clock-behind = 当前时间早于信任列表的签发日期。请校正本机时钟，或更正 --clock 给出的时间。
authority-problem-no-root = 此版本的程序没有信任列表的根密钥。请使用开发版，或使用已内置正式根密钥的版本。
authority-problem-issuer-name = 此发证名称不能写入签名的证件。请使用类似 lz:32 的名称。
authority-problem-people-io = 无法读取某位驾驶人的文件或照片。请检查驾驶人文件夹。
authority-problem-people-form = 某位驾驶人的文件格式不符。请更正所指出的那一行。
authority-problem-people-contradiction = 某位驾驶人的文件内容互相矛盾。请更正所指出的文件。
authority-problem-store = 数据库无法工作。请检查磁盘；如磁盘正常，请用最近的完整备份恢复整个文件夹。
authority-problem-no-access = 系统不允许本程序使用某个文件或文件夹。请检查文件夹的所有者，以及磁盘是否以只读方式挂载。
authority-problem-disk-full = 磁盘已满。请腾出空间后重新启动；已答复的内容不会丢失。
authority-problem-io = 系统拒绝访问某个文件或文件夹。详情中已指出；请检查磁盘和文件夹。
authority-problem-address-taken = 另一个程序正在使用此监听地址。请停止该程序，或用 --listen 换一个端口。
authority-problem-address-wrong = 本机无法监听此地址。请用 --listen 给出本机地址，例如 127.0.0.1:8080；使用 1024 以下的端口需要相应权限。
authority-problem-usage = 无法理解此命令。请查看可用的用法：authority --help。
authority-problem-development-only = 正式环境不允许使用仅供开发的功能。请接入正式服务，或改用开发环境。
authority-problem-policy = 无法发布策略文件。请更正 policy.json，错误处已指出。

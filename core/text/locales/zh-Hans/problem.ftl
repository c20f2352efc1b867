### 可能出现的问题，按代码：标题、发生了什么、怎么办。

problem-no-network = 没有网络
problem-no-network-body = 现在连不上公安交管服务器。
problem-no-network-next = 请检查网络后再试。已领取的驾驶证仍可出示。

problem-authority-down = 服务暂时出错
problem-authority-down-body = 公安交管服务暂时出错，您的操作没有丢失。
problem-authority-down-next = 请过几分钟再试。

problem-authority-busy = 服务繁忙
problem-authority-busy-body = 现在使用的人较多。
problem-authority-busy-next = 请过几分钟再试。出示驾驶证不受影响。

problem-authority-not-genuine = 对方身份不可信
problem-authority-not-genuine-body = 应答方无法证明自己是公安交管部门，没有发送任何内容。
problem-authority-not-genuine-next = 请换一个网络。仍然如此时，请告知{ -police }。

problem-answer-unreadable = 无法识别应答
problem-answer-unreadable-body = 收到的应答本版本无法识别。
problem-answer-unreadable-next = 请更新{ -app }后再试。

problem-request-refused = 请求被拒绝
problem-request-refused-body = 公安交管部门拒绝了一个本应正确的请求。
problem-request-refused-next = 请再试一次。仍然如此时，请反馈本页代码。

problem-clock-wrong = 手机时间不准
problem-clock-wrong-body = 手机时间相差太大，公安交管部门不予接受。
problem-clock-wrong-next = 请打开“自动设置日期和时间”后再试。

problem-id-number-wrong = 证件号码有误
problem-id-number-wrong-body = 号码与所选证件不符，可能输错了一位。
problem-id-number-wrong-next = 请对照证件重新输入。

problem-one-time-code-wrong = 验证码不正确
problem-one-time-code-wrong-body = 验证码与发送的不一致，或者没有向该号码发送过。
problem-one-time-code-wrong-next = 请对照短信重新输入。

problem-one-time-code-expired = 验证码已过期
problem-one-time-code-expired-body = 验证码只在几分钟内有效。
problem-one-time-code-expired-next = 请重新获取验证码。

problem-one-time-code-locked = 输错次数过多
problem-one-time-code-locked-body = 为保护您的账户，登录已暂时锁定。
problem-one-time-code-locked-next = 请稍后再试，或到{ -office }咨询。

problem-sign-in-first = 请先登录
problem-sign-in-first-body = 此操作需要先登录。
problem-sign-in-first-next = 请用证件号码和收到的验证码登录。

problem-device-removed = 本机已退出
problem-device-removed-body = 您的账户已在另一部手机使用，或本机已被移除。本机上的驾驶证不再有效。
problem-device-removed-next = 请重新登录，在本机领取。

problem-holder-differs = 本机已有他人使用
problem-holder-differs-body = 本机已有另一人的驾驶证。您看不到它，也不能同时保存两人的。
problem-holder-differs-next = 请先由本人清除，再登录您的账户。

problem-unlock-first = 请先解锁验证
problem-unlock-first-body = 为保护您的信息，需要在两分钟内通过手机解锁验证。
problem-unlock-first-next = 请用指纹、人脸或密码验证。

problem-secure-lock-missing = 未设置锁屏
problem-secure-lock-missing-body = 本机没有设置锁屏，驾驶证得不到保护。
problem-secure-lock-missing-next = 请在手机设置中开启锁屏密码。

problem-phone-still-locked = 手机尚未解锁
problem-phone-still-locked-body = 手机锁定时无法读取密钥，没有丢失任何内容。
problem-phone-still-locked-next = 请先解锁手机。

problem-keys-gone = 本机密钥已丢失
problem-keys-gone-body = 本机保存的内容已无法读取，例如更换或恢复手机之后。您的驾驶证本身没有问题。
problem-keys-gone-next = 请清除本机数据，再重新登录；驾驶证会重新取回。

problem-key-store-fails = 密钥库无响应
problem-key-store-fails-body = 手机的密钥库没有正常响应。
problem-key-store-fails-next = 请重启手机后再试。

problem-vault-damaged = 本机数据已损坏
problem-vault-damaged-body = 本机保存的数据被改动或损坏，已停止使用。您的驾驶证本身没有问题。
problem-vault-damaged-next = 请清除本机数据，再重新登录；驾驶证会重新取回。

problem-vault-rolled-back = 本机数据偏旧
problem-vault-rolled-back-body = 本机数据被恢复成了较旧的版本。
problem-vault-rolled-back-next = 请联网一次，数据会自动更新。

problem-vault-newer = 数据来自新版本
problem-vault-newer-body = 本机数据由更新版本的{ -app }写入。
problem-vault-newer-next = 请更新{ -app }。

problem-vault-in-use = 已在使用
problem-vault-in-use-body = { -app }已经打开了这些数据。
problem-vault-in-use-next = 请关闭另一个窗口后再打开。

problem-disk-fails = 无法保存
problem-disk-fails-body = 手机写入失败，没有改变任何内容。
problem-disk-fails-next = 请清理空间后再试。

problem-setup-wrong = 设置有误
problem-setup-wrong-body = { -app }的内置设置不正确。
problem-setup-wrong-next = 请从官方渠道重新安装。仍然如此时，请反馈本页代码。

problem-update-needed = 需要更新
problem-update-needed-body = 当前版本过旧，不能办理新业务。驾驶证仍可出示。
problem-update-needed-next = 请更新{ -app }。

problem-still-opening = 请稍候
problem-still-opening-body = 正在打开并核对数据。
problem-still-opening-next = 请稍等片刻。

problem-city-not-open = 尚未开通
problem-city-not-open-body = 您的驾驶证发证地尚未开通。
problem-city-not-open-next = 请在开通之日再来，没有截止时间。

problem-not-eligible = 暂不能申领
problem-not-eligible-body = 您的驾驶证目前的状态不能申领。
problem-not-eligible-next = 请查看原因，先处理再申领。

problem-not-at-this-step = 当前步骤不适用
problem-not-at-this-step-body = 此操作不属于当前步骤。
problem-not-at-this-step-next = 请按页面显示的步骤继续。

problem-facts-changed = 信息已变化
problem-facts-changed-body = 您确认之后信息发生了变化。
problem-facts-changed-next = 请重新核对并确认。

problem-application-open = 已有申请
problem-application-open-body = 您有一个申请尚未办结。
problem-application-open-next = 请等待结果。

problem-notice-first = 请先阅读须知
problem-notice-first-body = 拍照或选择照片前，请先阅读拍摄须知。
problem-notice-first-next = 请阅读完整须知。

problem-route-not-offered = 暂不提供此方式
problem-route-not-offered-body = 目前不能用这种方式办理。
problem-route-not-offered-next = 请按页面提供的方式继续。

problem-camera-only = 此处只能现场拍照
problem-camera-only-body = 此方式须用相机现场拍摄，不接受文件。
problem-camera-only-next = 请用相机拍摄，或改选相册方式。

problem-camera-over = 相机已关闭
problem-camera-over-body = 本次拍摄已经结束。
problem-camera-over-next = 请重新打开相机拍摄。

problem-photo-unreadable = 不是可用的图片
problem-photo-unreadable-body = 这个文件不是图片，或者已经损坏。
problem-photo-unreadable-next = 请另选一张照片（JPEG、PNG 或 WebP）。

problem-photo-form-unknown = 图片格式不支持
problem-photo-form-unknown-body = 手机保存这张图片所用的格式，这里打不开。
problem-photo-form-unknown-next = 请选择 JPEG 照片，或用相机拍摄。

problem-photo-too-large = 图片过大
problem-photo-too-large-body = 这张图片太大，这里打不开。
problem-photo-too-large-next = 请选择较小的照片，或用相机拍摄。

problem-photo-too-small = 图片过小
problem-photo-too-small-body = 像素太少，做不成清晰的证件照。
problem-photo-too-small-next = 请选择更大的照片，或靠近一些拍摄。

problem-photo-no-face = 没有找到单独的人脸
problem-photo-no-face-body = 照片中必须有且只有一张人脸。
problem-photo-no-face-next = 请重新拍摄，画面中只留一人。

problem-photo-breaks-rules = 照片不符合要求
problem-photo-breaks-rules-body = 这张照片提交后会被退回。
problem-photo-breaks-rules-next = 请查看需要改正之处，重新拍摄。

problem-frame-broken = 相机画面不完整
problem-frame-broken-body = 相机传来的画面不完整。
problem-frame-broken-next = 请重新打开相机。

problem-person-check-failed = 未通过实人认证
problem-person-check-failed-body = 这次实人认证没有通过。
problem-person-check-failed-next = 请在光线好的地方正对手机再试，也可到窗口办理。

problem-person-check-expired = 实人认证已失效
problem-person-check-expired-body = 实人认证只在短时间内、对一次申请有效。
problem-person-check-expired-next = 请重新认证。

problem-person-check-locked = 认证失败次数过多
problem-person-check-locked-body = 今天认证失败次数过多。
problem-person-check-locked-next = 请明天再试，或到窗口办理。

problem-tries-used-up = 次数已用完
problem-tries-used-up-body = 照片多次未通过，只能到窗口办理。
problem-tries-used-up-next = 请带身份证明和{ -paper-license }到{ -office }。

problem-use-stopped = 已停止申请和使用
problem-use-stopped-body = { -police }已停止您申请和使用{ -e-license }。
problem-use-stopped-next = 请到{ -office }咨询或申诉。{ -paper-license }不受影响。

problem-photo-change-too-early = 还不能换照片
problem-photo-change-too-early-body = 两次自行更换照片须间隔六个月。
problem-photo-change-too-early-next = 请在页面显示的日期之后再来。

problem-nothing-to-show = 还没有驾驶证电子版
problem-nothing-to-show-body = 您还没有领取{ -e-license }。
problem-nothing-to-show-next = 请先申领。

problem-license-hidden = 暂不能出示
problem-license-hidden-body = 您的驾驶证目前的状态不能出示。
problem-license-hidden-next = 请查看原因。

problem-license-not-genuine = 本机副本未通过核验
problem-license-not-genuine-body = 本机上的副本未能通过核验，不予显示。
problem-license-not-genuine-next = 请联网一次。

problem-page-incomplete = 页面不完整
problem-page-incomplete-body = 页面缺少必要内容，不予显示。
problem-page-incomplete-next = 请联网一次。

problem-page-size-wrong = 尺寸不正确
problem-page-size-wrong-body = 请求的页面尺寸无法绘制。
problem-page-size-wrong-next = 请反馈本页代码。

problem-page-cannot-be-drawn = 页面无法绘制
problem-page-cannot-be-drawn-body = 页面中有内容无法绘制。
problem-page-cannot-be-drawn-next = 请反馈本页代码，其间请出示{ -paper-license }。

problem-ask-unreadable = 未能读取
problem-ask-unreadable-body = 未能读取核验方的二维码。
problem-ask-unreadable-next = 请重新扫描，或输入六位数字。

problem-ask-foreign = 其他系统的二维码
problem-ask-foreign-body = 这个二维码与您的驾驶证无关。没有向任何人出示信息。
problem-ask-foreign-next = 请让核验您驾驶证的人出示正确的二维码。

problem-ask-expired = 核验请求已过期
problem-ask-expired-body = 该请求已经回答过，或已超过两分钟。
problem-ask-expired-next = 请让核验方重新生成二维码。

problem-ask-not-trusted = 核验方不可信
problem-ask-not-trusted-body = 该核验方不在可信名单中。
problem-ask-not-trusted-next = 请不要向其出示驾驶证。

problem-ask-other-purpose = 用途不一致
problem-ask-other-purpose-body = 核验方的用途与您选择的不一致。
problem-ask-other-purpose-next = 请重新选择用途。

problem-consent-first = 需要您同意
problem-consent-first-body = 企业须经您同意才能查看。
problem-consent-first-next = 请查看对方将看到的内容，自行决定是否同意。

problem-purpose-unknown = 未知用途
problem-purpose-unknown-body = 列表中没有这个用途。
problem-purpose-unknown-next = 请从列表中选择。

problem-showing-over = 出示已结束
problem-showing-over-body = 驾驶证已停止出示。
problem-showing-over-next = 需要时请重新出示。

problem-no-such-thing = 内容不存在
problem-no-such-thing-body = 您要找的内容已不存在。
problem-no-such-thing-next = 请重新查看页面。

problem-stopped-by-you = 已停止
problem-stopped-by-you-body = 您已停止操作，没有改变任何内容。
problem-stopped-by-you-next = 需要时请再试。

problem-our-fault = 程序出错
problem-our-fault-body = 程序出现错误，已保存的内容没有丢失。
problem-our-fault-next = 请再试一次。仍然如此时，请反馈本页代码。

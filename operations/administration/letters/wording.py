"""The texts of the letters, in Vietnamese."""

from operations.administration.models import LetterKind

SUBJECTS = {
    LetterKind.INVITATION: "Mời sử dụng hệ thống {portal}",
    LetterKind.RESET: "Đặt lại mật khẩu hệ thống {portal}",
    LetterKind.CHANGED: "Mật khẩu hệ thống {portal} đã được thay đổi",
}
INVITATION = """Kính gửi {name},

Quản trị viên đã lập tài khoản cho anh/chị trên hệ thống {portal}.

Đơn vị: {unit}
Tên đăng nhập: {username}

Để bắt đầu, đề nghị anh/chị mở đường dẫn dưới đây và chọn mật khẩu:
{link}

Đường dẫn có giá trị trong {days} ngày và chỉ dùng được một lần. Nếu đã hết hạn, anh/chị chọn "Quên mật khẩu?" trên trang đăng nhập để nhận đường dẫn mới.

Nếu anh/chị không làm việc tại đơn vị này hoặc thư này gửi nhầm, đề nghị bỏ qua thư và báo lại cho quản trị viên. Không chuyển tiếp thư này cho người khác.

Thư này do hệ thống gửi tự động, đề nghị không trả lời.
"""  # noqa: E501 (a paragraph of a mail is one line)
RESET = """Kính gửi {name},

Hệ thống {portal} nhận được yêu cầu đặt lại mật khẩu cho tài khoản của anh/chị.

Tên đăng nhập: {username}

Để chọn mật khẩu mới, đề nghị anh/chị mở đường dẫn dưới đây:
{link}

Đường dẫn có giá trị trong 24 giờ và chỉ dùng được một lần.

Nếu anh/chị không yêu cầu, đề nghị bỏ qua thư này: mật khẩu hiện tại vẫn giữ nguyên. Nếu nhận được thư như thế này nhiều lần, đề nghị báo cho quản trị viên. Không chuyển tiếp thư này cho người khác.

Thư này do hệ thống gửi tự động, đề nghị không trả lời.
"""  # noqa: E501
CHANGED = """Kính gửi {name},

Mật khẩu của tài khoản {username} trên hệ thống {portal} vừa được thay đổi bằng đường dẫn gửi qua thư điện tử. Mọi phiên đăng nhập trước đó đã kết thúc.

Nếu anh/chị đã tự thay đổi, không cần làm gì thêm.

Nếu không phải anh/chị thay đổi, đề nghị báo ngay cho quản trị viên để khóa tài khoản, đồng thời đổi mật khẩu của hộp thư này.

Thư này do hệ thống gửi tự động, đề nghị không trả lời.
"""  # noqa: E501
TEXTS = {LetterKind.INVITATION: INVITATION, LetterKind.RESET: RESET, LetterKind.CHANGED: CHANGED}

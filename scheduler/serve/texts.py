"""The words of the served application, Vietnamese and English; each room adds its own file."""

from collections.abc import Mapping

from scheduler.serve.desk_words import DESK_TEXTS
from scheduler.serve.texts_plan import PLAN_TEXTS

BASE_TEXTS: Mapping[str, tuple[str, str]] = {
    "app": ("Bàn xếp lịch bồi dưỡng", "Planner's desk"),
    "home": ("Trang chủ", "Home"),
    "skip": ("Đến nội dung chính", "Skip to the content"),
    "other_language": ("English", "Tiếng Việt"),
    "scenarios": ("Kịch bản", "Scenarios"),
    "plans": ("Phương án", "Plans"),
    "nothing_here": (
        "Chưa có gì trong thư mục này.",
        "There is nothing in this folder yet.",
    ),
    "fault_title": ("Cần sửa trước khi tiếp tục", "To be mended first"),
    "back": ("Quay lại", "Back"),
    "reload": ("Tải lại trang", "Load the page again"),
    "token": ("Mã truy cập", "Access token"),
    "come_in": ("Vào", "Come in"),
    "refused_401": (
        "Trình duyệt này chưa được phép vào. Hãy mở đúng địa chỉ in ra khi khởi động chương trình, "
        "hoặc nhập mã truy cập.",
        "This browser has not been let in. Open the address printed when the program started, or "
        "enter the access token.",
    ),
    "refused_403": (
        "Yêu cầu này không đến từ trang của ứng dụng nên không được thực hiện. "
        "Hãy tải lại trang rồi làm lại.",
        "This request did not come from a page of the application and was not carried out. "
        "Load the page again and repeat it.",
    ),
    "refused_404": (
        "Không có gì ở địa chỉ này; có thể tệp đã được đổi tên hoặc xóa.",
        "There is nothing at this address; the file may have been renamed or removed.",
    ),
    "refused_405": ("Địa chỉ này không nhận yêu cầu đó.", "This address takes no such request."),
    "refused_409": (
        "Có phiên bản mới hơn; không có gì bị thay đổi. Hãy tải lại trang.",
        "There is a newer version; nothing was changed. Load the page again.",
    ),
    "refused_413": ("Dữ liệu gửi lên quá lớn.", "What was sent is too large."),
    "refused_500": (
        "Chương trình gặp lỗi của chính nó; không có gì đã ghi bị mất. Hãy thử lại.",
        "The program met a defect of its own; nothing that was written is lost. Try again.",
    ),
}
TEXTS: Mapping[str, tuple[str, str]] = {**BASE_TEXTS, **DESK_TEXTS, **PLAN_TEXTS}


class Say:
    """The texts of one language; call it with a key and the values to fill in."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._place = 0 if language == "vi" else 1

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key; raises KeyError for an unknown one."""
        text = TEXTS[key][self._place]
        return text.format(**values) if values else text

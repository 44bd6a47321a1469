"""Texts of the page of a plan: key to Vietnamese and English."""

from collections.abc import Mapping

PLAN_TEXTS: Mapping[str, tuple[str, str]] = {
    "version": ("Phiên bản {number}", "Version {number}"),
    "original": ("bản gốc, chưa sửa", "as planned, unchanged"),
    "draft": ("bản nháp", "draft"),
    "undo": ("Hoàn tác", "Undo"),
    "redo": ("Làm lại", "Redo"),
    "publish": ("Phát hành…", "Publish…"),
    "files": ("Tệp của phương án", "Files of the plan"),
    "compare_original": ("So sánh với bản gốc", "Compare with the original"),
    "target": ("chỉ tiêu {target}", "target {target}"),
    "covered": ("{after} trên {population} người", "{after} of {population} people"),
    "was_covered": ("trước kế hoạch {before}", "{before} before the plan"),
    "met": ("đạt chỉ tiêu", "target met"),
    "missing": ("còn thiếu {count}", "{count} missing"),
    "levels": ("Các mức mục tiêu", "Levels"),
    "level": ("Mức", "Level"),
    "value": ("Giá trị", "Value"),
    "bound": ("Không thể dưới", "Cannot be below"),
    "meaning": ("Nghĩa là", "What it means"),
    "no_bound": ("chưa có", "none"),
    "reasons": ("Vì sao còn thiếu", "Why people are missing"),
    "calendar": ("Lịch các lớp", "Calendar of classes"),
    "calendar_hint": (
        "Kéo một lớp sang ngày khác, hoặc chọn lớp để đổi bằng bàn phím. "
        "Trước khi nhận, hệ quả được hiện ra.",
        "Drag a class to another day, or choose a class to change it by keyboard. "
        "What follows is shown before you accept.",
    ),
    "choose_class": ("Chọn lớp", "Choose a class"),
    "choose_none": ("- chọn lớp -", "- choose a class -"),
    "year": ("Năm", "Year"),
    "month": ("Tháng", "Month"),
    "week": ("Tuần", "Week"),
    "list": ("Danh sách", "List"),
    "legend_pinned": ("đã ghim", "pinned"),
    "legend_holiday": ("nghỉ lễ", "holiday"),
    "legend_closed": ("không mở lớp", "closed"),
    "legend_risk": ("nên tránh", "better avoided"),
    # one class
    "class_title": ("Lớp {id}", "Class {id}"),
    "close": ("Đóng", "Close"),
    "room": ("Phòng", "Room"),
    "people": ("{count} người", "{count} people"),
    "pinned": ("Đã ghim ngày", "Day is pinned"),
    "move_title": ("Đổi ngày hoặc phòng", "Other day or room"),
    "start_day": ("Ngày khai giảng", "First day"),
    "seats": ("{count} chỗ", "{count} seats"),
    "keep_room": ("giữ phòng nếu được", "keep the room if possible"),
    "try": ("Xem hệ quả", "See what follows"),
    "teach_title": ("Đổi giảng viên", "Other lecturer"),
    "lecturer_of": ("Giảng viên của {module}", "Lecturer of {module}"),
    "nobody": ("chưa có", "nobody"),
    "more_title": ("Ghim hoặc hủy", "Pin or call off"),
    "pin": ("Ghim lớp này", "Pin this class"),
    "free": ("Bỏ ghim", "Unpin"),
    "cancel": ("Hủy lớp", "Call off"),
    "pin_hint": (
        "Lớp đã ghim giữ ngày, phòng và giảng viên trong mọi lần sửa sau.",
        "A pinned class keeps day, room and lecturers in every later repair.",
    ),
    # consequences
    "follows": ("Nếu làm vậy", "What follows"),
    "fits": (
        "Không trái quy tắc nào; không lớp nào khác phải đổi.",
        "No rule is broken; no other class has to change.",
    ),
    "pin_fits": (
        "Phương án giữ nguyên; chỉ ghi nhớ rằng lớp này cố định.",
        "The plan stays as it is; that the class is fixed is remembered.",
    ),
    "free_fits": (
        "Phương án giữ nguyên; các lần sửa sau được phép đổi lớp này.",
        "The plan stays as it is; later repairs may change this class.",
    ),
    "cancel_repair": (
        "{count} người mất lớp này; bước sửa lịch sẽ xếp họ vào lớp khác nếu còn chỗ.",
        "{count} people lose this class; repair places them elsewhere where there is room.",
    ),
    "concerns": (
        "Lớp có {members} người học và {lecturers} giảng viên.",
        "The class has {members} people and {lecturers} lecturers.",
    ),
    "broken_title": ("Quy tắc sẽ bị trái", "Rules that would be broken"),
    "breaches": ("{count} chỗ", "{count} times"),
    "more": ("… và {count} nữa", "… and {count} more"),
    "way_none": (
        "Không sửa được: lớp không thể học vào những ngày này.",
        "Cannot be mended: the class cannot be held on these days.",
    ),
    "way_people": ("Sửa lịch sẽ đổi người học.", "Repair changes who attends."),
    "way_teaching": (
        "Sửa lịch sẽ tìm giảng viên khác.",
        "Repair looks for other lecturers.",
    ),
    "way_room": (
        "Sửa lịch sẽ tìm phòng khác hoặc dời lớp kia.",
        "Repair looks for another room or moves the other class.",
    ),
    "way_search": ("Sửa lịch sẽ thử cách khác.", "Repair tries another way."),
    "touched": ("Người bị ảnh hưởng trực tiếp", "People directly affected"),
    "figures_title": ("Chỉ số nếu chỉ đổi như vậy", "Figures with this change alone"),
    "figures_same": ("Các chỉ số không đổi.", "No figure changes."),
    "figure": ("Chỉ số", "Figure"),
    "before": ("Trước", "Before"),
    "after": ("Sau", "After"),
    "accept": ("Nhận thay đổi", "Accept"),
    "accept_repair": ("Nhận và sửa lịch", "Accept and repair"),
    "discard": ("Thôi", "Leave it"),
    "working": ("Đang sửa lịch, vài giây…", "Repairing, a few seconds…"),
    "refusal_title": ("Không làm được", "Cannot be done"),
    "refusal_repair": (
        "Không tìm được cách sửa lịch; không có gì bị thay đổi.",
        "No repair was found; nothing was changed.",
    ),
    "refusal_way_on": (
        "Hãy thử ngày, phòng hay giảng viên khác; hoặc lập một kịch bản thử với thay đổi này và "
        "xếp lại toàn bộ.",
        "Try another day, room or lecturer; or make a what-if with this change and plan all anew.",
    ),
    "stale_title": ("Phương án đã đổi", "The plan has changed"),
    "stale": (
        "Phương án này đã được sửa ở một cửa sổ khác sau khi trang này mở; thay đổi của bạn chưa "
        "được thực hiện, không có gì bị mất.",
        "This plan was changed in another window after this page was opened; your change was not "
        "made, and nothing is lost.",
    ),
    "newer": (
        "Có phiên bản mới hơn, sửa ở một cửa sổ khác.",
        "There is a newer version, made in another window.",
    ),
    # the last change
    "last_change": ("Thay đổi gần nhất", "The last change"),
    "with_repair": ("kèm sửa lịch", "with repair"),
    "moves_none": ("Không có gì khác phải đổi.", "Nothing else had to change."),
    "move_class-dropped": ("bỏ lớp", "class closed"),
    "move_class-opened": ("mở thêm lớp", "class opened"),
    "move_class-moved": ("đổi ngày, phòng", "class moved"),
    "move_module-moved": ("đổi giảng viên, buổi", "module moved"),
    "move_module-swapped": ("đổi chuyên đề", "module swapped"),
    "move_cadre-added": ("thêm người", "people added"),
    "move_cadre-removed": ("bớt người", "people removed"),
    # publishing
    "publish_title": ("Phát hành {name}", "Publish {name}"),
    "publish_what": (
        "Phiên bản {number} được ghi thành một lần phát hành có số, không sửa được nữa; "
        "lịch cho mọi người được viết vào {folder}.",
        "Version {number} becomes a numbered release that cannot be changed any more; "
        "calendars for everybody are written to {folder}.",
    ),
    "publish_record": ("Sổ lưu: {record}", "Record: {record}"),
    "publish_who": ("Người phát hành", "Who publishes"),
    "publish_sure": (
        "Tôi đã xem phương án và muốn phát hành.",
        "I have looked at the plan and want to publish it.",
    ),
    "publish_do": ("Phát hành", "Publish"),
    "published_title": ("Đã phát hành lần {number}", "Release {number} is published"),
    "published_same": (
        "Lần phát hành {number} đã có đúng phương án này; không có gì mới.",
        "Release {number} holds this plan already; there is nothing new.",
    ),
    "published_changes": (
        "{count} buổi khác với lần phát hành trước.",
        "{count} sessions differ from the release before.",
    ),
    "published_first": (
        "{count} buổi trong lần phát hành đầu tiên.",
        "{count} sessions in the first release.",
    ),
    "publish_refused": (
        "Không phát hành: bộ kiểm tra thấy quy tắc bị trái hoặc số liệu sai.",
        "Not published: the checker found broken rules or false figures.",
    ),
}

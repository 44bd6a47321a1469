"""What the shipped Vietnamese templates say."""

from scheduler.documents.kinds import KindName
from scheduler.documents.layout import Column, Heading, Layout, Part, Table, annex, title

VI_HEADING = Heading(
    left=(
        Part("^", "{organisation:upper}", bold=True),
        Part("^", "*"),
        Part("^", "Số:           -…/…"),
    ),
    right=(
        Part("^", "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True),
        Part("^", "……, ngày … tháng … năm ……", italic=True),
    ),
    receivers=(
        Part("<", "Nơi nhận:", bold=True, size=11),
        Part("<", "- Như trên;", size=11),
        Part("<", "- Lưu.", size=11),
    ),
    signature=(Part("^", "T/M {organisation:upper}", bold=True), *[Part("^", "")] * 3),
)
VI: dict[KindName, Layout] = {
    "plan": Layout(
        (
            *title("PHỤ LỤC", "{plan_title}"),
            annex("(Kèm theo Quyết định số …… ngày …/…/……)"),
            Part("<", "I. Các chương trình (từ {horizon_from} đến {horizon_to})", bold=True),
            Table(
                (
                    Column("STT", "{programme_no}", 13, "^"),
                    Column("Tên lớp", "{programme}", 48),
                    Column("Đối tượng", "{programme_tiers}", 36),
                    Column("Số lớp", "{programme_classes}", 15, "^"),
                    Column("Số HV/lớp", "{programme_size}", 18, "^"),
                    Column("Số ngày", "{programme_days}", 14, "^"),
                    Column("Thời gian", "{programme_period}", 25, "^"),
                    Column("Địa điểm", "{programme_places}", 32),
                    Column("Đơn vị chủ trì, phối hợp", "", 22),
                    Column("Kinh phí (đồng)", "{programme_cost}", 26, ">"),
                    Column("Nguồn", "", 16),
                )
            ),
            Part("<", "II. Các lớp", bold=True),
            Table(
                (
                    Column("STT", "{no}", 13, "^"),
                    Column("Lớp", "{class}", 26, "^"),
                    Column("Tên lớp", "{title}", 62),
                    Column("Số HV", "{size}", 15, "^"),
                    Column("Số ngày", "{days}", 15, "^"),
                    Column("Thời gian", "{period}", 32, "^"),
                    Column("Địa điểm", "{place}", 68),
                    Column("Ghi chú", "", 32),
                )
            ),
            Part(
                "<",
                "Tổng cộng: {num_classes} lớp, {num_people} lượt học viên, {total_days} ngày học, "
                "kinh phí {total_cost} đồng.",
                bold=True,
            ),
        ),
        landscape=True,
    ),
    "opening": Layout(
        (
            *title("PHỤ LỤC", "Mở lớp {title}", "Lớp {class}"),
            annex("(Kèm theo Quyết định số …… ngày …/…/……)"),
            Part("=", "1. Đối tượng: {tiers}."),
            Part("=", "2. Số lượng: {size} học viên (danh sách ở mục 7)."),
            Part("=", "3. Thời gian: {days} ngày, {period}; khai mạc {begin}."),
            Part("=", "4. Địa điểm: {place}."),
            Part("=", "5. Ban tổ chức lớp: ………………………………………………………………"),
            Part("=", "6. Nội dung:"),
            Table(
                (
                    Column("STT", "{content_no}", 12, "^"),
                    Column("Nội dung, chuyên đề", "{content}", 81),
                    Column("Số buổi", "{content_sessions}", 20, "^"),
                    Column("Giảng viên, báo cáo viên", "{lecturer}", 50),
                )
            ),
            Part("=", "7. Danh sách học viên:"),
            Table(
                (
                    Column("STT", "{no}", 12, "^"),
                    Column("Họ và tên", "{name}", 50),
                    Column("Chức vụ", "{position}", 45),
                    Column("Đơn vị", "{unit}", 56),
                )
            ),
        )
    ),
    "class-list": Layout(
        (
            *title("DANH SÁCH HỌC VIÊN", "Lớp {class}: {title}"),
            Part("^", "{period}, tại {place}", italic=True),
            Table(
                (
                    Column("STT", "{no}", 12, "^"),
                    Column("Họ và tên", "{name}", 45),
                    Column("Năm sinh", "", 16),
                    Column("Chức vụ", "{position}", 38),
                    Column("Đơn vị", "{unit}", 36),
                    Column("Ghi chú", "", 18),
                )
            ),
            Part("<", "Danh sách này có {size} người.", bold=True),
        )
    ),
    "summons": Layout(
        (
            *title("TRIỆU TẬP HỌC VIÊN", "{plan_title}"),
            Part("^", "Kính gửi: {unit}", bold=True),
            Part(
                "=",
                "{organisation} triệu tập {num_people} cán bộ của quý đơn vị tham gia các lớp bồi "
                "dưỡng, cập nhật kiến thức theo danh sách dưới đây. Đề nghị đơn vị thông báo, bố "
                "trí công việc để cán bộ dự học đúng thành phần, đúng thời gian.",
            ),
            Table(
                (
                    Column("STT", "{no}", 13, "^"),
                    Column("Họ và tên", "{name}", 36),
                    Column("Chức vụ", "{position}", 32),
                    Column("Lớp", "{class}", 20, "^"),
                    Column("Thời gian", "{period}", 24, "^"),
                    Column("Địa điểm", "{place}", 40),
                )
            ),
            Part("=", "Người không thể dự học báo cáo bằng văn bản trước ngày {first_day}."),
        )
    ),
    "timetable": Layout(
        (
            *title("LỊCH HỌC", "Lớp {class}: {title}"),
            Part("^", "{period}, tại {place}; {size} học viên", italic=True),
            Table(
                (
                    Column("Ngày (thứ)", "{weekday}\n{date}", 27, "^"),
                    Column("Buổi", "{slot}", 17, "^"),
                    Column("Thời gian", "{time}", 28, "^"),
                    Column("Nội dung, chuyên đề", "{content}", 78),
                    Column("Giảng viên, báo cáo viên", "{lecturer}", 42),
                    Column("Địa điểm", "{place}", 46),
                    Column("Ghi chú", "{note}", 22),
                )
            ),
        ),
        landscape=True,
    ),
    "invitation": Layout(
        (
            *title("GIẤY MỜI", "giảng dạy, báo cáo chuyên đề"),
            Part("^", "Kính gửi: {lecturer}", bold=True),
            Part(
                "=",
                "{organisation} trân trọng kính mời đồng chí giảng dạy {num_sessions} buổi tại "
                "{num_classes} lớp theo lịch dưới đây, bắt đầu từ ngày {first_day}.",
            ),
            Table(
                (
                    Column("STT", "{no}", 13, "^"),
                    Column("Ngày (thứ)", "{weekday}\n{date}", 25, "^"),
                    Column("Thời gian", "{slot}\n{time}", 27, "^"),
                    Column("Nội dung, chuyên đề", "{content}", 50),
                    Column("Lớp", "{class}\n({size} người)", 24, "^"),
                    Column("Địa điểm", "{place}", 30),
                )
            ),
            Part("=", "Rất mong đồng chí nhận lời. Trân trọng cảm ơn."),
        )
    ),
    "report": Layout(
        (
            *title("BÁO CÁO", "Kết quả bồi dưỡng, cập nhật kiến thức", "{plan_title}"),
            annex(
                "(từ {horizon_from} đến {horizon_to}; {num_classes} lớp, {num_people} lượt người)"
            ),
            Part("<", "I. Theo đối tượng", bold=True),
            Table(
                (
                    Column("STT", "{tier_no}", 13, "^"),
                    Column("Đối tượng", "{tier}", 70),
                    Column("Phải học", "{tier_population}", 22, ">"),
                    Column("Chỉ tiêu", "{tier_target}", 22, ">"),
                    Column("Đã học trước", "{tier_before}", 24, ">"),
                    Column("Đã học", "{tier_after}", 22, ">"),
                    Column("Tỷ lệ %", "{tier_share}", 20, ">"),
                    Column("Còn thiếu", "{tier_shortfall}", 20, ">"),
                    Column("Vắng có phép", "{tier_excused}", 22, ">"),
                    Column("Vắng không phép", "{tier_unexcused}", 24, ">"),
                )
            ),
            Part("<", "II. Theo đơn vị", bold=True),
            Table(
                (
                    Column("STT", "{no}", 13, "^"),
                    Column("Đối tượng", "{unit_tier}", 60),
                    Column("Đơn vị", "{unit}", 68),
                    Column("Phải học", "{population}", 21, ">"),
                    Column("Đã học trước", "{before}", 24, ">"),
                    Column("Đã học", "{after}", 21, ">"),
                    Column("Tỷ lệ %", "{share}", 18, ">"),
                    Column("Vắng có phép", "{excused}", 18, ">"),
                    Column("Vắng không phép", "{unexcused}", 18, ">"),
                )
            ),
        ),
        landscape=True,
    ),
}

"""Every sentence about the input, in English and Vietnamese, under one key each."""

from scheduler.errors import Catalogue, Sentence

MESSAGES: dict[str, Sentence] = {
    # files
    "file_missing": Sentence("file not found: {path}", "không tìm thấy tệp: {path}"),
    "file_unreadable": Sentence("cannot read {path}: {reason}", "không đọc được {path}: {reason}"),
    "record_unreadable": Sentence(
        "the history cannot be read from the record: {reason}",
        "không đọc được lịch sử từ hồ sơ lưu: {reason}",
    ),
    "file_not_plain": Sentence(
        "{path} is a device, a pipe or a socket; expected a plain file",
        "{path} là thiết bị, đường ống hoặc socket; cần một tệp thông thường",
    ),
    "file_too_large": Sentence(
        "{path} has {size} MB; expected at most {most} MB",
        "{path} có {size} MB; chỉ nhận tối đa {most} MB",
    ),
    "file_changing": Sentence(
        "{path} is being written while it is read; try again when that has ended",
        "{path} đang được ghi trong lúc đọc; hãy thử lại khi ghi xong",
    ),
    "file_outside": Sentence(
        "{path} lies outside the folder {folder}; expected a file inside it",
        "{path} nằm ngoài thư mục {folder}; cần một tệp bên trong",
    ),
    "character_unseen": Sentence(
        "found {value}; character {code} (place {place}) cannot be seen or must not be here; "
        "remove it",
        "gặp {value}; ký tự {code} (vị trí {place}) không nhìn thấy được hoặc không được phép; "
        "hãy xóa đi",
    ),
    "json_broken": Sentence("broken JSON: {reason}", "JSON hỏng: {reason}"),
    "not_utf8": Sentence(
        "not UTF-8 text (found byte {byte}); save the file as CSV UTF-8 or YAML in UTF-8",
        "không phải văn bản UTF-8 (gặp byte {byte}); hãy lưu tệp dạng CSV UTF-8 hoặc YAML UTF-8",
    ),
    "not_utf8_but_utf16": Sentence(
        "UTF-16 text; save the file in UTF-8",
        "văn bản UTF-16; hãy lưu tệp bằng UTF-8",
    ),
    "csv_broken": Sentence("broken CSV: {reason}", "CSV hỏng: {reason}"),
    "workbook_broken": Sentence(
        "not a readable XLSX workbook ({reason})", "không phải sổ tính XLSX đọc được ({reason})"
    ),
    "sheet_not_named": Sentence(
        "the workbook has several sheets; write book.xlsx#sheet with one of: {sheets}",
        "sổ tính có nhiều trang; hãy viết book.xlsx#trang với một trong: {sheets}",
    ),
    "sheet_unknown": Sentence(
        "no sheet named '{sheet}'; expected one of: {sheets}",
        "không có trang '{sheet}'; cần một trong: {sheets}",
    ),
    "sheet_without_cells": Sentence(
        "sheet '{sheet}' has no cells (a chart?)", "trang '{sheet}' không có ô (biểu đồ?)"
    ),
    "table_too_large": Sentence(
        "more than {most} million cells; expected a table of people, not a larger file",
        "có hơn {most} triệu ô; cần một bảng dữ liệu, không phải tệp lớn hơn",
    ),
    "workbook_bomb": Sentence(
        "the workbook unpacks to {size} MB; expected at most {most} MB; save the sheet as CSV",
        "sổ tính giải nén thành {size} MB; chỉ nhận tối đa {most} MB; hãy lưu trang dạng CSV",
    ),
    "formula_without_value": Sentence(
        "cell {cell} holds a formula without a stored value; open and save the workbook in a "
        "spreadsheet program, or paste values",
        "ô {cell} chứa công thức chưa có giá trị lưu; hãy mở và lưu sổ tính bằng chương trình "
        "bảng tính, hoặc dán giá trị",
    ),
    "table_kind_unknown": Sentence(
        "found a file of kind '{suffix}'; expected CSV (UTF-8) or XLSX",
        "tệp loại '{suffix}'; cần CSV (UTF-8) hoặc XLSX",
    ),
    # YAML
    "yaml_empty": Sentence("the file is empty", "tệp trống"),
    "yaml_large": Sentence(
        "{size} MB of YAML; expected at most {most} MB; people and history belong into tables",
        "tệp YAML {size} MB; chỉ nhận tối đa {most} MB; danh sách người và lịch sử phải ở bảng",
    ),
    "yaml_broken": Sentence("broken YAML: {reason}", "YAML hỏng: {reason}"),
    "yaml_documents": Sentence(
        "a second document begins here; expected one document a file",
        "tài liệu thứ hai bắt đầu ở đây; mỗi tệp chỉ một tài liệu",
    ),
    "yaml_deep": Sentence("nested deeper than {depth} levels", "lồng nhau sâu quá {depth} cấp"),
    "yaml_aliases": Sentence(
        "too many parts, or an alias that contains itself",
        "quá nhiều phần, hoặc bí danh chứa chính nó",
    ),
    "yaml_key_not_text": Sentence(
        "a key that is a list or a map; expected a text",
        "khóa là danh sách hoặc bảng; cần một văn bản",
    ),
    "yaml_key_twice": Sentence(
        "key given twice (first on line {first})", "khóa ghi hai lần (lần đầu ở dòng {first})"
    ),
    "yaml_tag": Sentence(
        "tag {tag} does not fit (found {value}); expected a plain value",
        "thẻ {tag} không hợp (gặp {value}); cần một giá trị thường",
    ),
    "yaml_not_map": Sentence(
        "found {value}; expected keys such as format, name, title",
        "gặp {value}; cần các khóa như format, name, title",
    ),
    # keys and values
    "key_missing": Sentence("missing; this key is required", "thiếu; khóa này bắt buộc"),
    "key_unknown": Sentence("unknown key (found {value}){near}", "khóa lạ (gặp {value}){near}"),
    "did_you_mean": Sentence("; did you mean {word}?", "; có phải ý là {word}?"),
    "value_wrong": Sentence(
        "found {value}; expected {expected}{near}", "gặp {value}; cần {expected}{near}"
    ),
    "not_shown": Sentence(
        "(a text about a person, not shown)", "(thông tin về một người, không hiển thị)"
    ),
    "expected_text": Sentence("a text", "văn bản"),
    "expected_filled": Sentence("a text that is not empty", "văn bản không trống"),
    "expected_integer": Sentence("a whole number", "số nguyên"),
    "expected_number": Sentence("a number", "số"),
    "expected_number_with_point": Sentence(
        "a number with a decimal point (a decimal comma is read in semicolon files only)",
        "số với dấu chấm thập phân (dấu phẩy thập phân chỉ đọc trong tệp chấm phẩy)",
    ),
    "expected_bool": Sentence("true or false", "true hoặc false"),
    "expected_yesno": Sentence(
        "true/false, 1/0, yes/no or có/không", "true/false, 1/0, yes/no hoặc có/không"
    ),
    "expected_date": Sentence(
        "an existing date YYYY-MM-DD or dd/mm/yyyy",
        "ngày có thật dạng YYYY-MM-DD hoặc dd/mm/yyyy",
    ),
    "expected_date_iso": Sentence("an existing date YYYY-MM-DD", "ngày có thật dạng YYYY-MM-DD"),
    "expected_time": Sentence("a time HH:MM", "giờ HH:MM"),
    "expected_list": Sentence("a list", "danh sách"),
    "expected_map": Sentence("keys with values", "các khóa kèm giá trị"),
    "expected_topics": Sentence(
        "topics such as a;b:2 (each once, with a weight after the colon)",
        "nội dung dạng a;b:2 (mỗi nội dung một lần, trọng số sau dấu hai chấm)",
    ),
    "expected_at_least": Sentence("{bound} or more", "từ {bound} trở lên"),
    "expected_more_than": Sentence("more than {bound}", "lớn hơn {bound}"),
    "expected_at_most": Sentence("{bound} or less", "không quá {bound}"),
    "expected_less_than": Sentence("less than {bound}", "nhỏ hơn {bound}"),
    "expected_min_items": Sentence("at least {bound} of them", "ít nhất {bound} mục"),
    "expected_max_items": Sentence("at most {bound} of them", "không quá {bound} mục"),
    "expected_name": Sentence(
        "small letters a-z, digits and hyphens", "chữ thường a-z, chữ số và gạch nối"
    ),
    "expected_only": Sentence("{choices}", "{choices}"),
    "expected_one_of": Sentence("one of {choices}", "một trong {choices}"),
    "window": Sentence(
        "found {value}; expected term, horizon or {{last_years: n}} with n from 1",
        "gặp {value}; cần term, horizon hoặc {{last_years: n}} với n từ 1",
    ),
    "range_reversed": Sentence(
        "'to' {to} lies before 'from' {start}", "'to' {to} trước 'from' {start}"
    ),
    "max_absent_wrong": Sentence(
        "found {value}; expected an integer of 1 or more, or a share below 1",
        "gặp {value}; cần số nguyên từ 1 trở lên, hoặc tỷ lệ dưới 1",
    ),
    "target_wrong": Sentence(
        "found {value}; expected either share or count", "gặp {value}; cần hoặc share hoặc count"
    ),
    "size_reversed": Sentence("max {max} is below min {min}", "max {max} nhỏ hơn min {min}"),
    "slot_reversed": Sentence(
        "slot {slot} ends at {end}, not after its start {start}",
        "buổi {slot} kết thúc lúc {end}, không sau giờ bắt đầu {start}",
    ),
    # tables
    "header_missing": Sentence(
        "no header row found; expected columns {columns}",
        "không thấy dòng tiêu đề; cần các cột {columns}",
    ),
    "column_unknown": Sentence(
        "unknown column{near}; expected {columns} (a header that starts with # is ignored)",
        "cột lạ{near}; cần {columns} (tiêu đề bắt đầu bằng # thì bỏ qua)",
    ),
    "column_twice": Sentence(
        "second column for {field} (the first is '{first}')",
        "cột thứ hai cho {field} (cột đầu là '{first}')",
    ),
    "column_missing": Sentence("column missing; it is required", "thiếu cột bắt buộc"),
    "cell_blank": Sentence("blank; a value is required", "trống; bắt buộc có giá trị"),
    "cell_without_header": Sentence(
        "found {value} in a column without a header (a comma or semicolon too many?)",
        "gặp {value} ở cột không có tiêu đề (thừa dấu phẩy hoặc chấm phẩy?)",
    ),
    "more_rows": Sentence(
        "{sentence} (and so in {rows} rows from here on)",
        "{sentence} (và như vậy ở {rows} dòng kể từ đây)",
    ),
    "id_twice": Sentence(
        "'{id}' stands twice (first in row {first})", "'{id}' có hai lần (lần đầu ở dòng {first})"
    ),
    # references
    "id_unknown": Sentence("unknown {kind} '{id}'{near}", "không có {kind} '{id}'{near}"),
    "kind_tier": Sentence("tier", "đối tượng"),
    "kind_requirement": Sentence("requirement", "yêu cầu"),
    "kind_programme": Sentence("programme", "chương trình"),
    "kind_class": Sentence("class", "lớp"),
    "kind_unit": Sentence("unit", "đơn vị"),
    "kind_cadre": Sentence("cadre", "cán bộ"),
    "kind_module": Sentence("module", "chuyên đề"),
    "kind_lecturer": Sentence("lecturer", "giảng viên"),
    "kind_venue": Sentence("venue", "địa điểm"),
    "kind_room": Sentence("room", "phòng"),
    "kind_slot": Sentence("slot", "buổi"),
    "item_twice": Sentence("'{id}' stands twice in {section}", "'{id}' có hai lần trong {section}"),
    "class_twice": Sentence(
        "class '{id}' exists already (from classes.{first})",
        "lớp '{id}' đã có (từ classes.{first})",
    ),
    "term_after_horizon": Sentence(
        "the term begins {term}, after the horizon ends {horizon}",
        "nhiệm kỳ bắt đầu {term}, sau khi kỳ kế hoạch kết thúc {horizon}",
    ),
    "horizon_long": Sentence(
        "the horizon lasts {years} years; expected at most {limit}",
        "kỳ kế hoạch dài {years} năm; cần không quá {limit}",
    ),
    "no_working_day": Sentence(
        "no day of the horizon is a working day (workdays, public holidays, days_off)",
        "kỳ kế hoạch không có ngày làm việc nào (workdays, ngày lễ, days_off)",
    ),
    "slots_overlap": Sentence(
        "slot '{slot}' starts before slot '{before}' ends; expected slots in order of the day",
        "buổi '{slot}' bắt đầu trước khi buổi '{before}' kết thúc; cần xếp theo thứ tự trong ngày",
    ),
    "level_empty": Sentence(
        "found {{}}; expected at least one component with its weight",
        "gặp {{}}; cần ít nhất một thành phần kèm trọng số",
    ),
    "choice_too_large": Sentence(
        "found {count}; expected at most the {options} modules of 'from'",
        "gặp {count}; cần không quá {options} chuyên đề của 'from'",
    ),
    "module_taken": Sentence(
        "module '{module}' stands already in {where} of the programme",
        "chuyên đề '{module}' đã có trong {where} của chương trình",
    ),
    "order_outside": Sentence(
        "module '{module}' is not part of the programme",
        "chuyên đề '{module}' không thuộc chương trình",
    ),
    "order_same": Sentence(
        "module '{module}' cannot come before itself",
        "chuyên đề '{module}' không thể đứng trước chính nó",
    ),
    "units_circle": Sentence(
        "units lie below each other in a circle: {ring}", "các đơn vị cấp trên xoay vòng: {ring}"
    ),
    "theme_unknown": Sentence(
        "no module has the theme '{theme}'{near}", "không chuyên đề nào có mảng '{theme}'{near}"
    ),
    "active_reversed": Sentence(
        "active_to {to} lies before active_from {start}", "active_to {to} trước active_from {start}"
    ),
    "country_unknown": Sentence(
        "found '{country}'; expected an ISO code of a country, such as VN, or null{near}",
        "gặp '{country}'; cần mã ISO của quốc gia, ví dụ VN, hoặc null{near}",
    ),
    "timezone_unknown": Sentence(
        "found '{zone}'; expected a zone such as Asia/Ho_Chi_Minh",
        "gặp '{zone}'; cần múi giờ, ví dụ Asia/Ho_Chi_Minh",
    ),
    # what-ifs
    "base_circle": Sentence(
        "the base leads back to this file: {ring}", "base quay lại chính tệp này: {ring}"
    ),
    "freeze_without_baseline": Sentence(
        "needs a baseline; none is given", "cần có baseline; chưa ghi"
    ),
    "plan_folder_missing": Sentence("no such folder: {folder}", "không có thư mục: {folder}"),
    # warnings
    "history_unknown_cadres": Sentence(
        "{rows} history rows of {cadres} unknown cadres are ignored ({names})",
        "Bỏ qua {rows} dòng lịch sử của {cadres} cán bộ không có trong danh sách ({names})",
    ),
    "history_not_before": Sentence(
        "{rows} history rows are dated on or after {day}, when the horizon begins, "
        "and do not count",
        "{rows} dòng lịch sử có ngày từ {day} (đầu kỳ kế hoạch) trở đi, không được tính",
    ),
    "horizon_outside_term": Sentence(
        "the horizon {start} to {end} is not within the term {first} to {last}",
        "kỳ kế hoạch {start} đến {end} không nằm trong nhiệm kỳ {first} đến {last}",
    ),
    "history_unknown_modules": Sentence(
        "{modules} modules of the history are not in the modules table; they count for "
        "coverage and bring no topics ({names})",
        "{modules} chuyên đề trong lịch sử không có trong bảng chuyên đề; vẫn tính hoàn "
        "thành nhưng không có nội dung ({names})",
    ),
}


say = Catalogue(MESSAGES).say

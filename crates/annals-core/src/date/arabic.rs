//! Dates in Arabic, with the names of the months that are used in Egypt and most of the press.

use super::words::Wording;

impl Wording {
    /// Arabic.
    ///
    /// ```
    /// use annals_core::{Date, Wording};
    /// let words = |text: &str| text.parse::<Date>().unwrap().words_in(&Wording::ARABIC);
    /// assert_eq!(words("2022-07-18"), "18 يوليو 2022");
    /// assert_eq!(words("-0043-03-15"), "15 مارس 44 ق.م");
    /// assert_eq!(words("[2022-08,2022-09]"), "أغسطس أو سبتمبر 2022");
    /// assert_eq!(words("1850~"), "نحو 1850");
    /// assert_eq!(words("2009-10/.."), "منذ أكتوبر 2009");
    /// assert_eq!(words("C19"), "القرن 19");
    /// ```
    pub const ARABIC: Wording = Wording {
        months: [
            "يناير",
            "فبراير",
            "مارس",
            "أبريل",
            "مايو",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
        seasons: ["ربيع", "صيف", "خريف", "شتاء"],
        day: "{0}",
        day_of_month: "{0} {1}",
        of_year: "{0} {1}",
        ordinal: |number| number.to_string(),
        northern: "{0} (نصف الكرة الشمالي)",
        southern: "{0} (نصف الكرة الجنوبي)",
        third: "الثلث {0} من {1}",
        quarter: "الربع {0} من {1}",
        half: "النصف {0} من {1}",
        week: "أسبوع {0}",
        decade: "عقد {0}",
        century: "القرن {0}",
        millennium: "الألفية {0}",
        before_era: "{0} ق.م",
        of_era: "{0} م",
        parts: ["أوائل {0}", "منتصف {0}", "أواخر {0}"],
        about: "نحو {0}",
        probably: "على الأرجح {0}",
        or: "{0} أو {1}",
        and: "{0} و{1}",
        from_to: "من {0} إلى {1}",
        estimated: "{0}، تقديرًا {1}",
        far: "السنة {0}",
        at_time: "{0}، {1}",
        zone: "{0} بالتوقيت العالمي{1}",
        some_day: "يوم من {0}",
        some_month: "شهر من {0}",
        of_some_year: "{0} من إحدى السنوات {1}",
        unknown_year: "سنة غير معروفة",
        open_digits: "{0} (X: غير معروف)",
        in_part: "{0} ({1})",
        approximate: "{0} تقريبي",
        uncertain: "{0} غير مؤكد",
        components: ["السنة", "الشهر", "اليوم"],
        between: "بين {0} و{1}",
        before: "قبل {0}",
        after: "بعد {0}",
        or_earlier: "{0} أو قبل ذلك",
        or_later: "{0} أو بعد ذلك",
        since: "منذ {0}",
        until: "حتى {0}",
        end_unknown: "من {0} إلى تاريخ غير معروف",
        start_unknown: "من تاريخ غير معروف إلى {0}",
        unknown: "في وقت غير معروف",
    };
}

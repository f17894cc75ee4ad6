using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Localization;

/// <summary>The English texts.</summary>
internal static class English
{
    private static readonly string[] Weekdays =
    [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];

    private static readonly string[] Months =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    public static Language Language { get; } =
        new()
        {
            Tag = "en",
            DecimalPoint = '.',
            LongDate = FormatLongDate,
            ShortDate = FormatShortDate,

            SubjectPick = date => $"Your recovery pick: {FormatLongDate(date)}",
            SubjectTonight = date => $"Recovery pick: tonight, {FormatLongDate(date)}",
            SubjectQuiet = date => $"A quiet week to {FormatLongDate(date)}",
            SubjectMedical = date => $"Please read today: {FormatLongDate(date)}",
            PreheaderPick = "Book it now, and keep the day after easy.",
            PreheaderTonight = "Nothing to book: five minutes on the floor at home.",
            PreheaderQuiet = "Nothing to book this week.",
            PreheaderMedical = "Please open this before your next run.",

            HeadingSummary = "TL;DR",
            HeadingWeek = "Your week",
            HeadingWhy = "Why this",
            HeadingAfter = "After it",
            HeadingTonight = "Tonight, five minutes",
            HeadingAhead = "Look ahead",
            HeadingCorrections = "Wrong?",
            HeadingReported = "What you told us",

            Kind = FormatKind,
            Decision = (kind, from, to) =>
                (to.DayNumber - from.DayNumber) switch
                {
                    0 => $"{FormatKind(kind)} on {FormatLongDate(from)}",
                    1 => $"{FormatKind(kind)} on {FormatLongDate(from)} or {FormatLongDate(to)}",
                    _ => $"{FormatKind(kind)}, any day from {FormatLongDate(from)} to {FormatLongDate(to)}",
                },
            DecisionTonight = date => $"Five minutes at home tonight, {FormatLongDate(date)}",
            ThenEasy = "Then an easy day.",
            ShortReasons = new ShortReasonTexts
            {
                AfterRace = (days, name) => $"{FormatDays(days)} after {NameOrDefault(name, "your race")}.",
                BeforeRace = (days, name) => $"{FormatDays(days)} before {NameOrDefault(name, "your race")}.",
                AfterLong = (days, minutes) => $"{FormatDays(days)} after your {minutes} minutes.",
                HardBlock = "After a heavy fortnight.",
                Maintenance = days => $"{FormatDays(days)} since the last one.",
                KeepSlot = "It is booked already, and it fits.",
                Pain = "Hands that know the spot, rather than a roller.",
                NoMassage = "Nothing to book this week.",
            },

            Week = new WeekTexts
            {
                What = (label, isOnFoot) =>
                    label switch
                    {
                        Label.Race => "race",
                        Label.LongRun => "long run",
                        Label.Hard => "hard workout",
                        _ => isOnFoot ? "long hike" : "long ride",
                    },
                Entry = (date, minutes, what, isUncertain, details) =>
                    $"{date}: {minutes} "
                    + $"min{(isUncertain ? $", we think a {what}" : $" {what}")}"
                    + $"{(details.Length > 0 ? ", " + details : "")}.",
                StoppedEarly = (date, minutes) => $"{date}: {minutes} min. That was a long day out.",
                TimesUsual = (times, usual) => $"{times}x your usual {usual}",
                WithAround = minutes => $"plus {minutes} min around it",
                Others = (count, minutes, isAfterList) =>
                    isAfterList
                        ? $"{FormatCount(count)} other {(count == 1 ? "outing" : "outings")}, {minutes} min."
                        : $"{FormatCount(count)} {(count == 1 ? "outing" : "outings")}, {minutes} min.",
                Nothing = "No training recorded.",
                Spike = "Biggest in a month: be gentle with yourself, and watch for soreness in one spot.",
                ColdStart = "We are still learning your usual.",
                NothingStored = "No training is held here yet: connect a source or import files.",
                NoRecentTraining = "No run in three weeks; the shoes will wait until you are back.",
                PausesNext = "These mails pause now, and come again with your next run.",
                KnownUntil = date => $"Read up to {date}: later training is not in here yet.",
                KeyEnds = (source, date) =>
                    $"Your {source} key works until {date}. Without a new one no runs come in from there.",
                SourceKnownUntil = (source, date) =>
                    $"{source} is read up to {date}: later training from there is not in here yet.",
                QuietSoFar = date => $"Nothing to book from what is known up to {date}.",
                AskRace = (date, minutes, title) =>
                    $"Was {date}, {minutes} min{(title.Length > 0 ? $" (“{title}”)" : "")} a race?",
                AnswerByTitle = "Put #race or #easy in its title.",
                AnswerByCommand = id => $"Say it with: activitysync label {id} race (or easy).",
                AskStarted = (name, date) =>
                    $"Did you start {(name.Length > 0 ? $"{name} on {date}" : $"on {date}")}? If not: activitysync "
                    + "race remove.",
                AskHashtag = (written, suggested) => $"{written} in a title: did you mean {suggested}?",
                QuietTitle = "A quiet week",
                Quiet = (count, minutes) =>
                    count == 0
                        ? "Nothing recorded this week, and nothing to book."
                        : $"{FormatCount(count)} {(count == 1 ? "outing" : "outings")}, {minutes} min in all, and "
                            + "nothing that asks for a massage.",
            },

            Reasons = new ReasonTexts
            {
                RacePost = (name, date) =>
                    $"You raced {(name.Length > 0 ? name + " " : "")}on {date}; our default leaves it a few days.",
                RacePostStopped = date => $"{Capitalize(date)} was a long day out; our default leaves it a few days.",
                EarlyGentle = "Gentle rubbing sooner is a matter of taste.",
                RacePre = (name, days) =>
                    $"{FormatDays(days)} to {NameOrDefault(name, "your race")}: light, and nothing new the closer it "
                    + "comes.",
                TwoRaces = "These are the days that suit both races.",
                RaceTooClose = name =>
                    $"Nothing booked this close; {NameOrDefault(name, "the race")} is better served by sleep and "
                    + "easy legs.",
                Long = (minutes, date, comparison) =>
                    comparison.Length > 0 ? $"{minutes} minutes, {comparison}." : $"{minutes} minutes on {date}.",
                HardBlock = "A heavy fortnight; deep work is for these.",
                Maintenance = last => $"The last one was on {last}; a chance to notice tight spots early.",
                MaintenanceUndated = "A chance to notice tight spots early.",
                KeepSlot = "Your booked massage fits the week: keep it.",
                SlotMove = date => $"The massage booked on {date}: move it if you can.",
                NextDayNotEasy = "Pick one easy day and book the day before it.",
                MinGap = (last, next) =>
                    next.Length > 0
                        ? $"The last one was on {last}; the next makes sense from {next}."
                        : $"The last one was on {last}; give it a little longer.",
                HistoryUnknown = "We know of no massage yet, so the dates are careful; had one? Title it #massage.",
                PainLocal = area =>
                    $"Sore{(area.Length > 0 ? $" (“{area}”)" : "")}: see a physiotherapist or sports therapist; "
                    + "active release is one thing they may use. No rolling on the spot.",
                WindowExpired = "Later than ideal, still worth it.",
                Plain = new Dictionary<ReasonCode, string>
                {
                    [ReasonCode.SlotLight] = "Ask for light pressure.",
                    [ReasonCode.BudgetNone] = "Five minutes at home, tonight or any evening, are a full answer.",
                    [ReasonCode.BudgetSave] =
                        "Keep the money for the race or the longest run; tonight, home is enough.",
                },
            },

            Grade = grade =>
                grade switch
                {
                    EvidenceGrade.A => "Well studied, small effect",
                    EvidenceGrade.B => "Studied, small effect",
                    EvidenceGrade.C => "Experience and common sense",
                    _ => "A matter of taste",
                } + ".",
            EvidenceBasis = "The advice rests on a runner’s rules of thumb, checked against published reviews.",
            MayEase = "May take the edge off soreness; it won’t make you faster, and that’s fine.",
            Myth = "By the way: soreness is repair, not acid.",
            AfterMassage = care =>
                care switch
                {
                    Aftercare.DrinkAsAfterARun => "Drink as you would after a run.",
                    Aftercare.NextDayEasyOrRest => "Easy or rest the next day.",
                    _ => "A second easy day is better.",
                },

            Tonight = new TonightTexts
            {
                Step = (area, dose) =>
                    area switch
                    {
                        BodyArea.Arch =>
                            $"Tennis ball under each foot, seated, heel to ball, {dose}; not on a sharply sore heel.",
                        BodyArea.Calves =>
                            $"Roll calves, {dose} each. Look first: one swollen, warm or sore alone? Leave it and "
                                + "get help.",
                        BodyArea.Quads => $"Roll quads, {dose} each, beside the band at the outer thigh.",
                        BodyArea.Hamstrings => $"Roll hamstrings, {dose} each, not the back of the knee.",
                        BodyArea.Glutes => $"Roll glutes, {dose} each, not the lower back.",
                        _ => $"Roll hip flexors, gently, {dose} each; never belly or groin.",
                    },
                Dose = (seconds, sets) => sets == 1 ? $"{seconds} s" : $"{sets} x {seconds} s",
                Pressure = mode =>
                    mode == SelfMassageMode.Light
                        ? "Roller or stick: slow, calm breath, 3 of 10."
                        : "Roller or stick: slow, calm breath, 5 or 6 of 10 at most.",
                How = "Rolling: weight on the muscle, never on bones; 15 to 20 s on a tender spot.",
                StopAt = "Stop at sharp, tingling or spreading pain.",
                BeforeRace = "Only what you are used to, and no massage gun before fast running.",
                InsteadOfMassage = "No massage this month? Three evenings of this are a full answer.",
                Again = "Same again tomorrow, if you like.",
            },

            Ahead = new AheadTexts
            {
                CalendarReadOn = date => $"Your race calendar was last read on {date}; later changes are not in here.",
                Race = (name, date, days) =>
                    $"{NameOrDefault(name, "Your race")} on {date}{(days == 1 ? ", tomorrow" : "")}.",
                RaceWindowOpens = date => $"The window for a massage before it opens on {date}.",
                AvoidDay = (date, code) =>
                    code == ReasonCode.RaceTooClose
                        ? $"Not on {date} or later: too close to the race."
                        : $"Not on {date}: no easy day follows.",
            },

            Race = new RaceMailTexts
            {
                Subject = (stage, date) =>
                    stage switch
                    {
                        RaceMailStage.Plan => $"Before your race: {FormatLongDate(date)}",
                        RaceMailStage.LastDeep => $"Last day for deep work: {FormatLongDate(date)}",
                        RaceMailStage.Eve => $"Your race is tomorrow, {FormatLongDate(date)}",
                        RaceMailStage.After => $"After your race: {FormatLongDate(date)}",
                        _ => $"Looking back at your race: {FormatLongDate(date)}",
                    },
                Preheader = stage =>
                    stage switch
                    {
                        RaceMailStage.Plan => "What to book, and until when.",
                        RaceMailStage.LastDeep => "From then on: light, or nothing.",
                        RaceMailStage.Eve => "Nothing new, and an early night.",
                        RaceMailStage.After => "A few easy days first.",
                        _ => "A short look back, and on.",
                    },
                Heading = stage =>
                    stage switch
                    {
                        RaceMailStage.Plan => "Until the race",
                        RaceMailStage.LastDeep => "Last day for deep work",
                        RaceMailStage.Eve => "Race eve",
                        RaceMailStage.After => "After the race",
                        _ => "Ten days on",
                    },
                Ahead = (name, date) => $"{NameOrDefault(name, "Your race")} on {date}",
                NothingToBook = days => $"{FormatDays(days)} to go and nothing to book: easy legs, and nothing new.",
                DeepUntil = date => $"Deep work: {date} at the latest.",
                GentleUntil = date => $"Gentle massage: {date} at the latest.",
                NothingNewFrom = date => $"From {date}: only what you are used to.",
                RaceDay = (date, name) => $"{date}: {NameOrDefault(name, "race day")}.",
                LastDeep = date => $"Tomorrow, {date}, is the last day for deep work",
                LastDeepWhy = (days, name) =>
                    $"{FormatDays(days)} before {NameOrDefault(name, "your race")}. Later: light, or nothing.",
                NotBooked = "Not booked? Nothing is lost: five minutes at home are a full answer.",
                Eve = (name, date) => $"{NameOrDefault(name, "Your race")} is tomorrow, {date}",
                EveLead = "Easy legs, an early night, nothing new.",
                EveItems =
                [
                    "No massage today: the race is better served by sleep and easy legs.",
                    "Tomorrow morning as well: only what you are used to, and no massage gun before the start.",
                ],
                AfterLead = name => $"{NameOrDefault(name, "The race")} is run: first a few easy days.",
                StoppedLead = "That was a long day out. First a few easy days.",
                DidYouStart = (name, date) => $"Did you start{(name.Length > 0 ? $" {name}" : "")} on {date}?",
                NoRecording = "No recording has come in yet. Not started? Say so: activitysync race remove.",
                Check = (days, name, date) =>
                    $"{FormatDays(days)} after {NameOrDefault(name, "your race")} on {date}: how are the legs?",
                CheckLead = "All calm? Then training can be as usual.",
                CheckItems =
                [
                    "Still sore in one spot? Put #pain in a title; a physiotherapist or sports therapist can look at "
                        + "it.",
                    "All gone? #pain-gone ends what you told us before.",
                ],
                WrongRace = "Another date, or no race? activitysync race list shows what we know.",
            },

            WrongLabel = "A label, or a sore spot? Tell us: #easy or #pain in the title.",
            ChangeBudget = "Another budget? The setting is Budget.",

            Medical = new MedicalTexts
            {
                Action = level =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Call your local emergency number now",
                        MedicalLevel.Urgent => "Get medical help today",
                        MedicalLevel.Clinician => "See a clinician before any massage",
                        _ => "No massage for now: rest first",
                    },
                Text = level =>
                    level switch
                    {
                        MedicalLevel.Emergency =>
                            "What you told us needs help right away. Please do not run, and do not wait for it to "
                                + "pass.",
                        MedicalLevel.Urgent =>
                            "What you told us should be looked at the same day. Until then no pressure anywhere near "
                                + "it: no massage, no rolling.",
                        MedicalLevel.Clinician =>
                            "What you told us is for a doctor or physiotherapist to look at first. Until then no "
                                + "massage and no rolling.",
                        _ => "While you feel ill, massage and rolling can wait. Training can, too.",
                    },
                Pain = (area, severity, signs, date) =>
                    Capitalize(
                        string.Join(
                            ", ",
                            new[]
                            {
                                area.Length > 0 ? $"“{area}”" : "",
                                signs,
                                severity.Length > 0 ? $"{severity} of 10" : "",
                                $"told on {date}",
                            }.Where(part => part.Length > 0)
                        )
                    ) + ".",
                Illness = (kind, date) =>
                    kind.Length > 0 ? $"“{kind}”, told on {date}." : $"Feeling ill, told on {date}.",
                Condition = "An entry under Conditions in your settings: please ask a clinician first.",
                NoAdvice = "No suggestions in these mails while this stands.",
            },

            PainQuestion = "Any sharp or one-sided pain? Skip the massage and tell us.",
            GeneralInformation =
                "General information from your training log, not medical advice. Stop and see a professional for "
                + "sharp, new or "
                + "one-sided pain, swelling, numbness or illness.",
            SettingsAt = address => $"Settings: {address}",
            Unsubscribe = address => $"Stop these mails: {address}",
            PoweredBy = source => $"Powered by {source}.",
            DataFrom = source => $"Includes data from {source}.",
            Encouragements =
            [
                "Enjoy the legs you earned.",
                "Rest is training you cannot see. Enjoy it.",
                "The next good run starts with this easy one.",
                "Well run. Now put your feet up.",
                "Strong week. Let it sink in.",
            ],
            GentleEncouragement = "One thing at a time. The road will still be there.",

            UnsubscribePage = new UnsubscribeTexts
            {
                Question = name => $"Stop all emails to {name}? Nothing else changes: your training stays where it is.",
                Button = "Stop the emails",
                IsOff = name =>
                    $"The emails to {name} are off. If you change your mind, the button turns them on again.",
                ResumeButton = "Turn the emails on again",
                IsOn = name => $"The emails to {name} are on again. The next one comes at its usual time.",
                NotValid =
                    "This link is not valid here (any more). Ask whoever runs ActivitySync for you to stop the emails.",
            },

            Chart = new ChartTexts
            {
                Title = "Six weeks, a bar a day by effort",
                LongRun = "long run",
                Race = "race",
                RaceAhead = "race ahead",
                Massage = "massage",
                Suggested = "suggested",
                Today = "today",
                DayAndMonth = date => $"{date.Day} {Months[date.Month - 1][..3]}",
                AltSpan = (from, to) => $"Six weeks from {from} to {to}, a bar a day by effort.",
                AltLongRuns = "Long runs",
                AltRaces = "Races",
                AltMassages = "Massages",
                AltSuggested = "Suggested for a massage",
                AltRaceAhead = "Race ahead",
                AltMinutes = (date, minutes) => $"{date} ({minutes} min)",
            },

            CalendarFeedName = "Massage windows",
            EventTitle = kind => $"{FormatKind(kind)}: one of these days",
            EventNote = "Any one of these days; then an easy day. Drink as you would after a run.",
            EasyDayTitle = "Easy or rest (if the massage was the day before)",
            EasyDayNote = "No intervals and no long run the day after a massage.",
        };

    private static string FormatLongDate(DateOnly date) =>
        $"{Weekdays[(int)date.DayOfWeek]} {date.Day} {Months[date.Month - 1]}";

    private static string FormatShortDate(DateOnly date) =>
        $"{Weekdays[(int)date.DayOfWeek][..3]} {date.Day} {Months[date.Month - 1][..3]}";

    private static string FormatKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "Active release with a therapist",
            MassageKind.DeepTissue => "Deep tissue massage",
            _ => "Swedish massage",
        };

    private static string FormatDays(int days) => days == 1 ? "One day" : $"{FormatCount(days)} days";

    private static string FormatCount(int count) =>
        count switch
        {
            1 => "One",
            2 => "Two",
            3 => "Three",
            4 => "Four",
            5 => "Five",
            6 => "Six",
            _ => $"{count}",
        };

    private static string NameOrDefault(string name, string defaultName) => name.Length > 0 ? name : defaultName;

    private static string Capitalize(string text) =>
        text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}

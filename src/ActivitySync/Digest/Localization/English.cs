using ActivitySync.Digest.Content;
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

            Weekday = date => Weekdays[(int)date.DayOfWeek],
            Duration = FormatDuration,
            RaceTime = DurationText.FormatRaceTime,
            Days = FormatDays,
            ShortDays = FormatShortDays,
            Event = FormatEvent,
            Kind = FormatKind,
            KindInSentence = kind =>
                kind switch
                {
                    MassageKind.ActiveRelease => "an active release session",
                    MassageKind.DeepTissue => "a deep tissue massage",
                    _ => "a Swedish massage",
                },
            KindExplained = kind =>
                kind switch
                {
                    MassageKind.ActiveRelease =>
                        "Active release is a therapist’s pressure while you move, for one sore place.",
                    MassageKind.DeepTissue => "Deep tissue works the whole muscle slowly and firmly.",
                    _ => "Swedish massage is soft and relaxing: it leaves the muscles alone.",
                },

            Subjects = new SubjectTexts
            {
                Massage = (days, isThisWeek) => isThisWeek ? $"Massage this week: {days}" : $"Massage: {days}",
                Keep = day => $"Keep your massage on {day}",
                MoveTo = days => $"Move your massage to {days}",
                Move = day => $"Move your massage on {day}",
                NothingToBook = "Nothing to book this week",
                Quiet = "A quiet week, nothing to book",
                Welcome = "Welcome to ActivitySync",
                SeeSomeone = "One visit first, then the rest",
                Medical = "Please read today",
                Ill = "Rest first",
                PreheaderMedical = "Please open this before your next run.",
                PreheaderIll = "The running can wait.",
                PreheaderQuiet = "Nothing to fix, either.",
                PreheaderWelcome = "What will come, when, and how to add your runs.",
                PreheaderNothing = "A few minutes on the floor tonight will do.",
                PreheaderKeep = "It fits. Then an easy day.",
                PreheaderMove = "A better day for it, and why.",
                PreheaderSeeSomeone = "Nothing to book until then.",
                PreheaderLong = (weekday, time) => $"After {weekday}’s {time}. Then an easy day.",
                PreheaderRacePost = "A few easy days first, then gentle hands.",
                PreheaderRacePre = "In good time before the race. Then an easy day.",
                PreheaderHardBlock = "After two heavy weeks. Then an easy day.",
                PreheaderMaintenance = days => $"It has been {days} days. Then an easy day.",
            },

            Decisions = new DecisionTexts
            {
                Book = (kind, days, why) => $"Book {kind} for {days}{(why.Length > 0 ? ", " + why : "")}.",
                After = (first, last, what) => $"{FormatSpan(first, last)} after {what}",
                Before = (last, first, name) => $"{FormatSpan(last, first)} before {NameOrDefault(name, "your race")}",
                AfterHardBlock = "after two heavy weeks",
                SinceLast = days => $"{days} days after the last one",
                Keep = day => $"Keep your massage on {FormatLongDate(day)}: it fits.",
                AskForLight = why => $"Ask for light pressure{(why.Length > 0 ? $": {why}" : "")}.",
                RaceSoonAfter = (days, name) => $"{NameOrDefault(name, "your race")} is {FormatSpan(days, days)} later",
                MoveTo = (from, days, why) =>
                    $"Move {Weekdays[(int)from.DayOfWeek]}’s massage to {days}, because {why}.",
                Move = (from, why) => $"Move your massage on {FormatLongDate(from)}, because {why}.",
                BadDays = new Dictionary<ReasonCode, string>
                {
                    [ReasonCode.NextDayNotEasy] = "the day after it isn’t easy",
                    [ReasonCode.AfterHard] = "it comes too soon after a hard day",
                    [ReasonCode.RacePost] = "it comes too soon after your race",
                    [ReasonCode.VeryLong] = "it comes too soon after a long run",
                    [ReasonCode.LongRun] = "it comes too soon after a long run",
                    [ReasonCode.LongLoad] = "it comes too soon after a long day",
                    [ReasonCode.MinGap] = "it comes too soon after the last one",
                },
                OtherBadDay = "the days around it don’t suit it",
                TooCloseToRace = name => $"it is too close to {NameOrDefault(name, "your race")}",
                Aftercare = "Drink as usual afterwards, and keep the next day easy.",
                BudgetNone = "Keep it at home this week: a few minutes on the floor will do just as well.",
                BudgetSave = "Keep the money for the race or the longest run: a few minutes at home will do for now.",
                RaceTooClose = (name, days) =>
                    $"Skip the massage: {NameOrDefault(name, "your race")} is {FormatSpan(days, days)} away.",
                RaceTooCloseLead = "Nothing to book this close; sleep and easy legs do more.",
                MinGap = (last, next) =>
                    next.Length > 0
                        ? $"Skip the massage this week: the last one was on {last}, and the next makes sense from "
                            + $"{next}."
                        : $"Skip the massage this week: the last one was on {last}, so give it a little longer.",
                NoDay = "Skip the massage this week: no day has room for one and an easy day after it.",
                NothingToBookLead = "Tonight’s few minutes are enough.",
                SeeSomeone = area =>
                    area.Length == 0 ? "See a physiotherapist about the sore place."
                    : SoreArea.IsKnown(area) ? $"See a physiotherapist about your {area}."
                    : $"See a physiotherapist about “{area}”.",
                SeeSomeoneLead = (day, severity) =>
                    $"You told me on {day}{(severity.Length > 0 ? $" ({severity} out of 10)" : "")}. Until someone has "
                    + "looked, no rolling there; massage elsewhere can wait.",
                Quiet = (count, time) => $"A quiet one: {count}, {time}.",
                QuietNothing = "A quiet one: no training this week.",
                QuietSoFar = day => $"A quiet one, as far as I know up to {day}.",
                QuietLead = step =>
                    "Nothing to book, nothing to fix."
                    + (step.Length > 0 ? $" If you would like a treat tonight: {step}." : ""),
                NoRecentTraining = "A quiet one: no run in three weeks.",
                NoRecentTrainingLead = "The shoes will wait until you are back.",
                PausesNext = "I’ll keep quiet now, and write again after your next run.",
                Welcome = "Welcome. I’ll write once a week, with one suggestion.",
                WelcomeLead = (weekday, time) =>
                    $"It comes on {weekday} at {time}: whether a massage would help, which one, and on which days.",
                WelcomeHeading = "Before the first one",
                WelcomeItems =
                [
                    "I don’t know any run of yours yet. Connect your watch’s service, or put its files into my inbox.",
                    "A few weeks of history are enough for me to tell a long run from a usual one.",
                    "Tell me about your races and your last massage, and the dates get better.",
                ],
                Congratulations = (time, name) =>
                    name.Length > 0 ? $"{time} at {name}. Congratulations!" : $"{time} in your race. Congratulations!",
                StairsAreHard = "Welcome to the stairs-are-hard days.",
                LongDayOut = name => $"That was a long day out{(name.Length > 0 ? $" at {name}" : "")}.",
                Changed = (before, why) => $"I changed this from {before}, because {why}.",
                Withdrawn = (before, why) => $"I had suggested {before}. That no longer fits, because {why}.",
            },

            Answers = new AnswerTexts
            {
                AskBooked = "Booked it, had one, or something sore?",
                AskAnything = "Had a massage, or something sore?",
                AskSuggestion = days => $"Did you have the massage I suggested for {days}?",
                AskFeeling = day => $"How were your legs after the massage on {day}: better, same or worse?",
                AskRace = (day, time, title) => $"Was {day} ({time}{(title.Length > 0 ? $", “{title}”" : "")}) a race?",
                AskLongRun = (day, time) => $"Was {day} ({time}) a long run for you?",
                AskHard = (day, time) => $"Was {day} ({time}) a hard session?",
                AskStarted = (name, day) => $"Did you start {(name.Length > 0 ? $"{name} on {day}" : $"on {day}")}?",
                AskHashtag = (written, suggested) => $"You wrote {written} in a title: did you mean {suggested}?",
                AskRaceDate = "Another date, or no race?",
                ByHashtag = tags => $"Put {tags} in a run’s title.",
                ByHashtagInIt = tags => $"Put {tags} in its title.",
                ByCommand = commands => $"Tell me: {commands}",
                ByPage = address => $"Answer: {address}",
                OnPage = "Answer on your page",
                AskForAnswer = "Tell me, and the days after it will fit.",
                Choice = action =>
                    action switch
                    {
                        AnswerAction.Booked => "I’ve booked it",
                        AnswerAction.HadMassage => "I had one",
                        AnswerAction.Hurts => "Something hurts",
                        AnswerAction.NotThisWeek => "Not this week",
                        AnswerAction.WasRace => "It was a race",
                        AnswerAction.JustRun => "Just a run",
                        AnswerAction.Ran => "I ran it",
                        AnswerAction.DidNotStart => "I didn’t start",
                        AnswerAction.HadSuggested => "Yes, I had it",
                        AnswerAction.DidNotHave => "No",
                        AnswerAction.Better => "Better",
                        AnswerAction.Same => "Same",
                        AnswerAction.Worse => "Worse",
                        AnswerAction.PainGone => "It’s better now",
                        AnswerAction.SawSomeone => "I’ve seen someone",
                        AnswerAction.PauseWeek => "Pause for a week",
                        _ => "Answer",
                    },
                Or = "or",
            },

            Week = new WeekTexts
            {
                Heading = what => what.Length > 0 ? $"Your week: {what}" : "Your week",
                Count = (runs, others) =>
                    (runs, others) switch
                    {
                        (_, 0) => $"{runs} {(runs == 1 ? "run" : "runs")}",
                        (0, _) => $"{others} {(others == 1 ? "session" : "sessions")}",
                        _ => $"{runs} {(runs == 1 ? "run" : "runs")} and {others} more",
                    },
                CountInWords = (runs, others) =>
                    (runs, others) switch
                    {
                        (_, 0) => $"{FormatCount(runs)} {(runs == 1 ? "run" : "runs")}",
                        (0, _) => $"{FormatCount(others)} {(others == 1 ? "session" : "sessions")}",
                        _ => $"{FormatCount(runs)} {(runs == 1 ? "run" : "runs")} and {FormatCount(others)} more",
                    },
                Others = (runs, others, time) =>
                    Capitalize(
                        (runs, others) switch
                        {
                            (_, 0) => $"{FormatCount(runs)} easy {(runs == 1 ? "run" : "runs")}, {time}",
                            (0, _) => $"{FormatCount(others)} other {(others == 1 ? "session" : "sessions")}, {time}",
                            _ => $"{FormatCount(runs)} easy {(runs == 1 ? "run" : "runs")} and {FormatCount(others)} "
                                + $"more, {time}",
                        }
                    ),
                What = FormatWhat,
                LooksLike = (label, isOnFoot) => $"looks like a {FormatWhat(label, isOnFoot)}",
                Entry = (day, parts) => $"{day}: {string.Join(", ", parts)}",
                StoppedEarly = (name, time) => $"{time} of {NameOrDefault(name, "your race")}, a long day out",
                ComparedWithLastWeek = minutes =>
                    minutes switch
                    {
                        > 0 => $"{FormatDifference(minutes)} longer than last week’s",
                        < 0 => $"{FormatDifference(-minutes)} shorter than last week’s",
                        _ => "about as long as last week’s",
                    },
                ComparedWithUsualWeek = minutes =>
                    minutes switch
                    {
                        > 0 => $"That is {FormatDifference(minutes)} more than your usual week.",
                        < 0 => $"That is {FormatDifference(-minutes)} less than your usual week.",
                        _ => "That is about your usual week.",
                    },
                WithAround = time => $"plus {time} of warm-up and cool-down",
                Nothing = "No training recorded",
                Spike = "It was your longest in a month: go easy, and keep an eye on anything sore.",
                ColdStart = "I’m still learning what is usual for you.",
                DaysHavePassed = what => $"The best days after {what} have passed; nothing to book now.",
                Tally = (better, all) =>
                    $"Of the {FormatCount(all)} massages you told me about, {FormatCount(better)} left you "
                    + "feeling better.",
                KnownUntil = day => $"I know your training up to {day}. Anything later isn’t in here yet.",
                KeyEnds = (source, day) =>
                    $"Your {source} key works until {day}. Without a new one, no runs come in from there.",
                SourceKnownUntil = (source, day) => $"I know {source} up to {day}. Anything later isn’t in here yet.",
            },

            Reasons = new ReasonTexts
            {
                Heading = "Why now",
                Plain = (code, name) =>
                    code switch
                    {
                        _ when code == ReasonCode.RedFlag => "Let someone look at what hurts first.",
                        _ when code == ReasonCode.ClinicianFirst => "Ask a doctor or physiotherapist first.",
                        _ when code == ReasonCode.Ill => "You were ill: rest first.",
                        _ when code == ReasonCode.RacePost => "Too soon after a race.",
                        _ when code == ReasonCode.RaceTooClose => $"Too close to {NameOrDefault(name, "your race")}.",
                        _ when code == ReasonCode.VeryLong => "Too soon after a very long run.",
                        _ when code == ReasonCode.LongRun => "A long run, or too soon after one.",
                        _ when code == ReasonCode.LongLoad => "Too soon after a long day.",
                        _ when code == ReasonCode.NextDayNotEasy => "The day after it is hard or long.",
                        _ when code == ReasonCode.AfterHard => "A hard session, or too soon after one.",
                        _ when code == ReasonCode.MinGap => "Too soon after your last massage.",
                        _ => "",
                    },
                RaceDay = name => name.Length > 0 ? $"{name}: race day." : "Race day.",
                RacePost = "Most runners leave the first few days after a race alone.",
                EarlyGentle = "Gentle rubbing sooner is a matter of taste.",
                RacePreLight = (days, name) =>
                    $"{Capitalize(FormatSpan(days, days))} to {NameOrDefault(name, "your race")}: keep it light, and "
                    + "nothing new the closer it gets.",
                RacePre = (days, name) =>
                    $"{Capitalize(FormatSpan(days, days))} to {NameOrDefault(name, "your race")}.",
                RacePreRegular = "You go regularly, so the later date is fine.",
                TwoRaces = "These are the days that suit both races.",
                TimesUsual = (what, times) => $"{Capitalize(FormatSubject(what))} was {times} your usual run.",
                Times = FormatTimes,
                Long = (what, time) => $"{Capitalize(FormatEvent(what))} took {time}.",
                HardBlock = "It has been a heavy two weeks.",
                Maintenance = last =>
                    (last.Length > 0 ? $"Your last one was on {last}. " : "")
                    + "It is a chance to notice tight places early, and to unwind.",
                KeepSlot = "The days around it are easy enough.",
                SlotFits = why => $"It comes {why}.",
                SlotMove = (day, why) => $"Move the massage on {day} to another week, because {why}.",
                HistoryUnknown = "I don’t know of any massage yet, so these dates are cautious.",
                PainLocal = area =>
                    area.Length == 0 ? "See a physiotherapist about the sore place first, and don’t roll there."
                    : SoreArea.IsKnown(area) ? $"See a physiotherapist about your {area} first, and don’t roll there."
                    : $"See a physiotherapist about “{area}” first, and don’t roll there.",
                ActiveRelease =
                    "Active release, a therapist’s pressure while you move, is one thing they may use. A sore place "
                    + "changes how you run, so it comes first.",
                WindowExpired = "It is later than ideal, and still worth it.",
                DepthTakesTime = "The deeper the work, the longer it takes to settle.",
                SecondEasyDay = "After deep work a second easy day is better still.",
                MassageIsWork = "A massage is work for the muscles, so the next day is easy.",
                Grade = grade =>
                    grade switch
                    {
                        EvidenceGrade.A => "(Well studied; the effect is small.)",
                        EvidenceGrade.B => "(Studied; the effect is small.)",
                        EvidenceGrade.C => "(Experience rather than research.)",
                        _ => "(A matter of taste.)",
                    },
                EvidenceBasis = "The advice rests on a runner’s rules of thumb, checked against published reviews.",
                MayEase = "A massage may take the edge off the soreness.",
                WontMakeFaster = "It won’t make you faster, and that’s fine.",
                Myth = "By the way, soreness is repair, not acid.",
            },

            Tonight = new TonightTexts
            {
                Heading = seconds => $"Tonight, {FormatMinutes(seconds)}",
                Step = (area, seconds) =>
                    area switch
                    {
                        BodyArea.Arch => $"Tennis ball under each foot, sitting: {seconds} seconds a side.",
                        BodyArea.Calves => $"Foam roller, calves: {seconds} seconds a side.",
                        BodyArea.Quads => $"Foam roller, front of the thighs: {seconds} seconds a side.",
                        BodyArea.Hamstrings => $"Foam roller, back of the thighs: {seconds} seconds a side.",
                        BodyArea.Glutes => $"Foam roller, glutes: {seconds} seconds a side.",
                        _ => $"Foam roller, front of the hips, gently: {seconds} seconds a side.",
                    },
                Caution = area =>
                    area switch
                    {
                        BodyArea.Arch => "Not on a sharply sore heel.",
                        BodyArea.Calves => "One calf swollen, warm or tender? Leave it alone and get it checked.",
                        BodyArea.Quads => "Not on the band at the outside.",
                        BodyArea.Hamstrings => "Not on the back of the knee.",
                        BodyArea.Glutes => "Not on the lower back.",
                        _ => "Never belly or groin.",
                    },
                StepInSentence = (area, seconds) =>
                    area switch
                    {
                        BodyArea.Arch => $"a tennis ball under each foot, {seconds} seconds a side",
                        BodyArea.Calves => $"a foam roller under the calves, {seconds} seconds a side",
                        BodyArea.Quads => $"a foam roller under the front of the thighs, {seconds} seconds a side",
                        BodyArea.Hamstrings => $"a foam roller under the back of the thighs, {seconds} seconds a side",
                        BodyArea.Glutes => $"a foam roller under the glutes, {seconds} seconds a side",
                        _ => $"a foam roller under the front of the hips, gently, {seconds} seconds a side",
                    },
                Pressure = mode =>
                    mode == SelfMassageMode.Light
                        ? "Gently and slowly, breathing calmly."
                        : "Slowly, breathing calmly, at half the pressure you could bear.",
                BeforeRace = "Only what you are used to, and no massage gun before fast running.",
                InsteadOfMassage = "No massage this month? Three evenings of this will do.",
                Guide = "How to do it",
                GuidePath = "self-massage",
                GuideTitle = "Self-massage",
                Again = "Tonight is fine, and again on the next two evenings.",
            },

            Ahead = new AheadTexts
            {
                Heading = "Coming up",
                Race = (name, date, days) =>
                    $"{NameOrDefault(name, "Your race")}, {(days == 1 ? "tomorrow, " : "")}{date}.",
                RaceWindowOpens = date => $"Massage before it: best from {date}.",
                CalendarReadOn = date => $"I last read your race calendar on {date}, so later changes aren’t in here.",
                AvoidDay = (date, code) =>
                    code == ReasonCode.RaceTooClose
                        ? $"Not on {date} or later: that is too close to the race."
                        : $"Not on {date}: no easy day follows.",
            },

            Race = new RaceMailTexts
            {
                SubjectPlan = (name, from, to) => $"{NameInSubject(name, 18)}: massage {FormatPlainDays(from, to)}",
                SubjectNothingToBook = name => $"{NameInSubject(name)}: nothing to book",
                SubjectLastDeep = name => $"{NameInSubject(name, 24)}: last day for deep work",
                SubjectEve = name => $"{NameInSubject(name)} is tomorrow",
                SubjectAfter = name => $"{NameInSubject(name)}: congratulations",
                SubjectStopped = name => $"{NameInSubject(name)}: a few easy days first",
                SubjectStarted = name => $"{NameInSubject(name)}: did you start?",
                SubjectCheck = name => $"{NameInSubject(name)}: how are the legs?",
                PreheaderPlan = "What to book, and until when.",
                PreheaderNothingToBook = "Easy legs, and nothing new.",
                PreheaderLastDeep = "After that, light or nothing.",
                PreheaderEve = "Nothing new, and an early night.",
                PreheaderAfter = "A few easy days first.",
                PreheaderStarted = "No recording has come in yet.",
                PreheaderCheck = "A short look back, and on.",
                HeadingPlan = "Until the race",
                HeadingEve = "The night before",
                HeadingCheck = "How are the legs?",
                NothingToBook = (days, name) =>
                    $"Keep your legs easy: {FormatSpan(days, days)} to {NameOrDefault(name, "your race")}, and "
                    + "nothing to "
                    + "book.",
                NothingToBookLead = "Sleep well, and try nothing new.",
                DeepUntil = date => $"Deep massage: on {date} at the latest.",
                GentleUntil = date => $"Gentle massage: on {date} at the latest.",
                NothingNewFrom = date => $"From {date}: only what you are used to.",
                RaceDay = (date, name) => $"{date}: {NameOrDefault(name, "race day")}.",
                LastDeep = date => $"Book a deep tissue massage for tomorrow, {date}, or leave it.",
                LastDeepWhy = (days, name) =>
                    $"Tomorrow is the last day for it, {FormatSpan(days, days)} before "
                    + $"{NameOrDefault(name, "your race")}. "
                    + "After that, light or nothing.",
                NotBooked = "Not booked? Nothing is lost: a few minutes at home will do just as well.",
                Eve = (name, date) => $"Rest today: {NameOrDefault(name, "your race")} is tomorrow, {date}.",
                EveLead = "Easy legs, an early night, nothing new.",
                EveWish = "Enjoy it. The work is done.",
                EveItems =
                [
                    "No massage today: sleep and easy legs do more.",
                    "Tomorrow morning, too: only what you are used to, and no massage gun before the start.",
                ],
                DidYouStart = (name, date) => $"Did you start{(name.Length > 0 ? $" at {name}" : "")} on {date}?",
                NoRecording = "No recording has come in yet.",
                AfterLead = "A few easy days first, and nothing to book.",
                Check = (days, name) =>
                    $"See how your legs feel, {FormatSpan(days, days)} after {NameOrDefault(name, "your race")}.",
                CheckLead = "All calm? Then train as usual again.",
                CheckSore = "Still sore in one place? Let a physiotherapist look at it.",
            },

            Medical = new MedicalTexts
            {
                Action = level =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Call your local emergency number now",
                        MedicalLevel.Urgent => "See a doctor today",
                        MedicalLevel.Clinician => "See a doctor or physiotherapist first",
                        _ => "Rest first",
                    },
                Text = level =>
                    level switch
                    {
                        MedicalLevel.Emergency =>
                            "What you told me needs help right away. Don’t run, and don’t wait for it to pass.",
                        MedicalLevel.Urgent =>
                            "What you told me should be looked at today. If no practice is open, go to an emergency "
                                + "department. Until then, no running, and nobody presses on it.",
                        MedicalLevel.Clinician => "What you told me is for them to look at. Until then, go easy.",
                        _ => "No massage and no rolling; running can wait too.",
                    },
                Heading = "What you told me",
                Pain = (area, severity, signs, date) =>
                    $"On {date}: "
                    + string.Join(
                        ", ",
                        new[]
                        {
                            area.Length == 0 || SoreArea.IsKnown(area) ? area : $"“{area}”",
                            signs,
                            severity.Length > 0 ? $"{severity} out of 10" : "",
                        }.Where(part => part.Length > 0)
                    )
                    + ".",
                Sign = sign =>
                    sign switch
                    {
                        "one-sided-swelling" => "one-sided swelling",
                        "rest-or-night-pain" => "pain at rest or at night",
                        "warm-red-calf" => "a warm, red calf",
                        "bladder-bowel" => "bladder or bowel trouble",
                        "pinpoint-bone" => "pain at one point of a bone",
                        _ => sign.Replace('-', ' '),
                    },
                Illness = (kind, date) => kind.Length > 0 ? $"On {date}: {kind}." : $"On {date}: feeling ill.",
                Condition = "A condition in your settings: ask a doctor or physiotherapist before anything else.",
                PainEnds = "I’ll keep quiet until you tell me it is gone.",
                IllnessEnds = date => $"I’ll start again from {date}, if you feel well.",
                ConditionEnds = "I’ll start again when the entry under Conditions in the settings is gone.",
                GetWellSoon = "Get well soon.",
            },

            Closing = new ClosingTexts
            {
                Encouragements =
                [
                    _ => "Well run. Now put your feet up.",
                    minutes => minutes >= 100 ? $"{minutes} minutes and still smiling." : "Small weeks count too.",
                    _ => "Rest is training nobody sees. Enjoy it.",
                    _ => "Strong week. Let it sink in.",
                    _ => "The next good run starts with an easy day.",
                ],
                Gentle = "One thing at a time. The road will still be there.",
                TreatYourself = "Treat yourself. This one counts.",
                Safety =
                    "Stop if anything feels sharp, tingles or spreads. New or one-sided pain, swelling, numbness or "
                    + "illness: see a professional. General information, not medical advice.",
                SettingsAt = address => $"Settings: {address}",
                Unsubscribe = address => $"Stop these emails: {address}",
                PoweredBy = source => $"Powered by {source}.",
                DataFrom = source => $"Includes data from {source}.",
            },

            AnswerPage = EnglishAnswers.Texts,

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
                Title = (duration, date) => $"Five weeks: your longest day was {duration} on {date}.",
                TitleWithoutTraining = "Five weeks: no training was recorded.",
                AxisMinutes = minutes => $"{minutes} min",
                AxisHours = hours => $"{hours} h",
                WeekdayAndDay = date => $"{Weekdays[(int)date.DayOfWeek][..3]} {date.Day}",
                Day = date => $"{date.Day}",
                Month = date => Months[date.Month - 1],
                ShortMonth = date => Months[date.Month - 1][..3],
                Today = "today",
                LongRun = "long run",
                LongLoad = "long ride or hike",
                Race = "race",
                HardSession = "hard session",
                OtherTraining = "other training",
                RaceAhead = "race ahead",
                Massage = "massage",
                Suggested = "good for a massage",
                AltLongRuns = "Long runs",
                AltLongLoads = "Long rides or hikes",
                AltRaces = "Races",
                AltHardSessions = "Hard sessions",
                AltMassages = "Massages",
                AltSuggested = "Good for a massage",
                AltRaceAhead = "Race ahead",
                AltEntry = (date, duration) => $"{date} ({duration})",
                AltMore = count => $"{count} more",
                AltSpan = (from, to) => $"{from} to {to}",
            },

            CalendarFeedName = "Massage windows",
            EventTitle = kind => $"Massage window: {FormatShortKind(kind)}",
            BookedEventTitle = kind => $"Massage, booked: {FormatShortKind(kind)}",
            EventNote = days =>
                (days == 1 ? "A good day for a massage. " : "One massage on one of these days is enough. ")
                + "Keep the day after it easy, or rest: no intervals, no long run. Drink as usual.",
            BookedEventNote = "Drink as usual afterwards.",
            EasyDayTitle = "Easy run or rest",
            EasyDayNote = "The day after the massage: no intervals, no long run.",
        };

    private static string FormatLongDate(DateOnly date) =>
        $"{Weekdays[(int)date.DayOfWeek]} {date.Day} {Months[date.Month - 1]}";

    private static string FormatShortDate(DateOnly date) =>
        $"{Weekdays[(int)date.DayOfWeek][..3]} {date.Day} {Months[date.Month - 1][..3]}";

    private static string FormatDays(DateOnly from, DateOnly to)
    {
        if (from == to)
        {
            return FormatLongDate(from);
        }

        var first = from.Month == to.Month ? $"{Weekdays[(int)from.DayOfWeek]} {from.Day}" : FormatLongDate(from);
        return to == from.AddDays(1)
            ? $"{first} or {FormatLongDate(to)}"
            : $"any day from {first} to {FormatLongDate(to)}";
    }

    private static string FormatShortDays(DateOnly from, DateOnly to)
    {
        string Day(DateOnly date) => $"{Weekdays[(int)date.DayOfWeek][..3]} {date.Day}";
        if (from == to)
        {
            return $"{Day(from)} {Months[from.Month - 1]}";
        }

        var word = to == from.AddDays(1) ? "or" : "to";
        return from.Month == to.Month
            ? $"{Day(from)} {word} {Day(to)} {Months[to.Month - 1]}"
            : $"{FormatShortDate(from)} {word} {FormatShortDate(to)}";
    }

    /// <summary>Without weekdays: "5 to 7 April".</summary>
    private static string FormatPlainDays(DateOnly from, DateOnly to)
    {
        var word = to == from.AddDays(1) ? "or" : "to";
        return from == to ? $"{to.Day} {Months[to.Month - 1]}"
            : from.Month == to.Month ? $"{from.Day} {word} {to.Day} {Months[to.Month - 1]}"
            : $"{from.Day} {Months[from.Month - 1][..3]} {word} {to.Day} {Months[to.Month - 1][..3]}";
    }

    private static string FormatDuration(int minutes) =>
        minutes < DurationText.MinMinutesForHours ? $"{minutes} min"
        : minutes % 60 == 0 ? $"{minutes / 60} h"
        : $"{minutes / 60} h {minutes % 60:00}";

    private static string FormatWhat(Label label, bool isOnFoot) =>
        label switch
        {
            Label.Race => "race",
            Label.LongRun => "long run",
            Label.Hard => "hard session",
            _ => isOnFoot ? "long hike" : "long ride",
        };

    private static string FormatEvent(EventPhrase what)
    {
        var name = FormatWhat(what.Label, what.IsOnFoot);
        var day = what.IsRecent ? Weekdays[(int)what.Date.DayOfWeek] : FormatLongDate(what.Date);
        return what.IsGuess ? $"what looks like a {name} on {day}"
            : what.IsRecent ? $"{day}’s {name}"
            : $"the {name} on {day}";
    }

    /// <summary>The day alone is enough where the kind was said before.</summary>
    private static string FormatSubject(EventPhrase what) =>
        what.IsGuess ? FormatEvent(what)
        : what.IsRecent ? Weekdays[(int)what.Date.DayOfWeek]
        : FormatEvent(what);

    private static string FormatShortKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "active release",
            MassageKind.DeepTissue => "deep tissue",
            _ => "Swedish",
        };

    private static string FormatKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "Active release",
            MassageKind.DeepTissue => "Deep tissue massage",
            _ => "Swedish massage",
        };

    /// <summary>Formats a number of days, or two: "three or four days".</summary>
    private static string FormatSpan(int from, int to) =>
        from == to ? $"{FormatCount(from)} {(from == 1 ? "day" : "days")}"
        : to > MaxCountInWords ? $"{from} {(to == from + 1 ? "or" : "to")} {to} days"
        : to == from + 1 ? $"{FormatCount(from)} or {FormatCount(to)} days"
        : $"{FormatCount(from)} to {FormatCount(to)} days";

    private static string FormatDifference(int minutes) =>
        minutes < DurationText.MinMinutesForHours ? $"{minutes} minutes" : FormatDuration(minutes);

    private static string FormatMinutes(int seconds)
    {
        var (minutes, rest) = Math.DivRem(seconds, 60);
        return rest == 0 ? $"{FormatCount(minutes)} {(minutes == 1 ? "minute" : "minutes")}"
            : rest == 30 && minutes > 0 ? $"{FormatCount(minutes)} and a half minutes"
            : $"{seconds} seconds";
    }

    private static string FormatTimes(double ratio) =>
        ratio switch
        {
            < 1.75 => "",
            < 1.95 => "almost twice",
            < 2.15 => "twice",
            < 2.4 => "more than twice",
            < 2.6 => "two and a half times",
            < 2.95 => "almost three times",
            < 3.15 => "three times",
            < 3.6 => "more than three times",
            < 3.95 => "almost four times",
            < 4.15 => "four times",
            _ => "",
        };

    private const int MaxCountInWords = 12;

    private static string FormatCount(int count) =>
        count switch
        {
            0 => "none",
            1 => "one",
            2 => "two",
            3 => "three",
            4 => "four",
            5 => "five",
            6 => "six",
            7 => "seven",
            8 => "eight",
            9 => "nine",
            10 => "ten",
            11 => "eleven",
            12 => "twelve",
            _ => $"{count}",
        };

    private static string NameOrDefault(string name, string defaultName) => name.Length > 0 ? name : defaultName;

    private static string NameInSubject(string name, int maxLength = 26) =>
        NameOrDefault(UntrustedText.Shorten(name, maxLength), "Your race");

    private static string Capitalize(string text) =>
        text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}

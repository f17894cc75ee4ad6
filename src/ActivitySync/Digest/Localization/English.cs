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
            Miles = "mi",
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
                    MassageKind.DeepTissue =>
                        "Deep tissue works the whole muscle slowly and firmly. It suits the days after hard training, "
                            + "when nothing in particular hurts.",
                    _ => "Swedish massage is soft and relaxing, and goes easy on the muscles.",
                },

            Subjects = new SubjectTexts
            {
                Massage = (days, isThisWeek) => isThisWeek ? $"Massage this week: {days}" : $"Massage: {days}",
                Keep = day => $"Keep your massage on {day}",
                MoveTo = days => $"Move your massage to {days}",
                Move = day => $"Move your massage on {day}",
                NothingToBook = "Nothing to book this week",
                Quiet = "A quiet week, nothing to book",
                QuietTime = "A quiet time, nothing to book",
                Welcome = "Welcome to ActivitySync",
                SeeSomeone = "One visit first, then the rest",
                Medical = level =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Please read this now",
                        MedicalLevel.Urgent => "Please read this today",
                        MedicalLevel.Clinician => "Something to sort out first",
                        _ => "Rest first",
                    },
                NoNews = day => $"No news of your runs since {day}",
                PreheaderMedical = level =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Please open this now.",
                        MedicalLevel.Urgent => "Please open this today, not tomorrow.",
                        MedicalLevel.Clinician => "Please open this before your next run.",
                        _ => "The running can wait.",
                    },
                PreheaderCondition = "Nothing urgent: one question first.",
                PreheaderNoNews = "Has your watch synced?",
                PreheaderQuiet = "Nothing to fix, either.",
                PreheaderQuietTime = "No hurry.",
                PreheaderMissed = "The best days for it have passed.",
                PreheaderQuestion = day => $"One question about the run on {day}.",
                PreheaderWelcome = "What will come, when, and how to add your runs.",
                PreheaderNothing = "A few minutes on the floor tonight will do.",
                PreheaderKeep = "It fits. Then an easy day.",
                PreheaderKeepLight = "Only light pressure this time.",
                PreheaderBook = "One massage, then an easy day.",
                PreheaderMove = "A better day for it, and why.",
                PreheaderSeeSomeone = "Nothing to book until then.",
                PreheaderLong = (weekday, time) =>
                    $"After {(weekday.Length > 0 ? weekday : "today")}’s {time}. Then an easy day.",
                PreheaderRacePost = weekday => $"From {weekday}, and gentle.",
                PreheaderRacePre = "In good time before the race. Then an easy day.",
                PreheaderRacePreLight = "Before the race, and light. Then an easy day.",
                PreheaderHardBlock = "After two heavy weeks. Then an easy day.",
                PreheaderMaintenance = days => $"{Capitalize(FormatWeeks(days))} after the last one. Then an easy day.",
            },

            Decisions = new DecisionTexts
            {
                Book = (kind, days, why) => $"Book {kind} for {days}{(why.Length > 0 ? ", " + why : "")}.",
                After = (first, last, what) => $"{FormatSpan(first, last)} after {what}",
                Before = (first, last, name) => $"{FormatSpan(first, last)} before {NameOrDefault(name, "your race")}",
                AfterHardBlock = "after two heavy weeks",
                SinceLast = days => $"{FormatWeeks(days)} after the last one",
                Keep = day => $"Keep your massage on {FormatLongDate(day)}: it fits.",
                AskForLight = why => $"Ask for light pressure{(why.Length > 0 ? $": {why}" : "")}.",
                RaceSoonAfter = (days, name) => $"{NameOrDefault(name, "your race")} is {FormatSpan(days, days)} later",
                EventSoonBefore = (days, what) => $"it is only {FormatSpan(days, days)} after {what}",
                MoveTo = (from, kind, days, other, why) =>
                    $"Move {Weekdays[(int)from.DayOfWeek]}’s {FormatBooked(kind)} to {days}{other}: {why}.",
                AskForKind = kind =>
                    kind switch
                    {
                        MassageKind.ActiveRelease => " and ask for active release",
                        MassageKind.DeepTissue => " and ask for deep tissue",
                        _ => " and ask for a Swedish one",
                    },
                Move = (from, why) => $"Move your massage on {FormatLongDate(from)}: {why}.",
                BadDay = (day, daysAhead, what) =>
                    daysAhead switch
                    {
                        0 => $"today {what}",
                        1 => $"tomorrow {what}",
                        _ => $"{Weekdays[(int)day.DayOfWeek]} {what}",
                    },
                BadDays = new Dictionary<ReasonCode, string>
                {
                    [ReasonCode.NextDayNotEasy] = "has no easy day after it",
                    [ReasonCode.AfterHard] = "is too soon after a hard day",
                    [ReasonCode.RacePost] = "is too soon after your race",
                    [ReasonCode.VeryLong] = "is too soon after a long run",
                    [ReasonCode.LongRun] = "is too soon after a long run",
                    [ReasonCode.LongLoad] = "is too soon after a long day",
                    [ReasonCode.MinGap] = "is too soon after the last one",
                },
                OtherBadDay = "doesn’t suit it",
                TooSoonAfter = (days, what) =>
                    days == 0 ? $"is too soon after {what}" : $"is only {FormatSpan(days, days)} after {what}",
                TooCloseToRace = (days, name) =>
                    days switch
                    {
                        0 => "is race day",
                        1 => $"is the day before {NameOrDefault(name, "your race")}",
                        _ => $"is only {FormatSpan(days, days)} before {NameOrDefault(name, "your race")}",
                    },
                Aftercare = "Keep the next day easy.",
                AftercareLater = "Keep the day after the massage easy.",
                AftercareWithDrink = "Drink as usual afterwards, and keep the next day easy.",
                BudgetNone = "Skip the massage this week: a few minutes on the floor will do just as well.",
                BudgetNoneOnly = "Skip the massage this week.",
                BudgetSave =
                    "Skip the massage this week and keep the money for a race or a very long run: a few minutes at "
                    + "home will do for now.",
                BudgetSaveOnly = "Skip the massage this week and keep the money for a race or a very long run.",
                RaceTooClose = (name, days) =>
                    $"Skip the massage: {NameOrDefault(name, "your race")} is {FormatSpan(days, days)} away.",
                RaceTooCloseLead = "Nothing to book this close; sleep and easy legs do more.",
                MinGap = (last, next) =>
                    next.Length > 0
                        ? $"Skip the massage this week: the last one was on {last}, and the next makes sense from "
                            + $"{next}."
                        : $"Skip the massage this week: the last one was on {last}, so give it a little longer.",
                MinGapBeforeRace = (last, name) =>
                    $"Skip the massage this week: the last one was on {last}, and the next makes sense after "
                    + $"{NameOrDefault(name, "your race")}.",
                NoDay = "Skip the massage this week: no day has room for one and an easy day after it.",
                NothingToBookLead = "Tonight’s few minutes are enough.",
                SeeSomeone = area => $"See a physiotherapist about {FormatArea(area)}.",
                SeeSomeoneLead = (day, severity) =>
                    $"You told me on {day}{(severity.Length > 0 ? $" ({severity} out of 10)" : "")}. Until someone has "
                    + "looked, no rolling there; massage elsewhere can wait.",
                Quiet = (count, time) => $"A quiet one: {count}, {time}.",
                QuietNothing = "A quiet one: no training this week.",
                GoodWeek = (count, time) => $"Good week: {count}, {time}.",
                CheckWatch = day =>
                    $"Check whether your watch has synced: I know your training only up to {day}, so there is no "
                    + "suggestion this week.",
                QuietLead = step =>
                    "Nothing to book, nothing to fix."
                    + (step.Length > 0 ? $" If you would like a treat tonight: {step}." : ""),
                NoRecentTraining = "A quiet one: no run in three weeks.",
                NoRecentTrainingLead = "The shoes will wait until you are back.",
                PausesNext = "I’ll keep quiet now, and write again after your next run.",
                Welcome = "Welcome. I’ll write once a week, with one suggestion, and a little more around your races.",
                WelcomeLead = (weekday, time) =>
                    $"It comes on {weekday} at {time:HH:mm}: whether a massage makes sense, which one, and on which "
                    + "days.",
                WelcomeHeading = "Before the first suggestion",
                WelcomeItems =
                [
                    "I don’t know any of your runs yet. They come from your watch’s service, or from its files.",
                    "A few weeks of them are enough for me to tell a long run from a usual one.",
                    "Tell me about your races and your last massage, and the dates get better.",
                ],
                WelcomeConnect = "Connect your watch’s service once, in a terminal:",
                WelcomeCommands = "The first of these says what is still missing:",
                WelcomePage = "Your page",
                Congratulations = (time, name) =>
                    name.Length > 0 ? $"{time} at {name}. Congratulations!" : $"{time} in your race. Congratulations!",
                StairsAreHard = "Welcome to the stairs-are-hard days.",
                LongDayOut = name => $"That was a long day out{(name.Length > 0 ? $" at {name}" : "")}.",
                Changed = (before, why) => $"I changed this from {before}: {why}.",
                Withdrawn = (before, why) => $"I had suggested {before}. That no longer fits: {why}.",
            },

            Answers = new AnswerTexts
            {
                AskBooked = "Booked it, had one, or something sore?",
                AskAnything = "Had a massage, or something sore?",
                AskGone = "Gone?",
                AskMoved = "Moved it?",
                AskSuggestion = days => $"Did you have the massage I suggested for {days}?",
                SkipIfHad = "If so, skip this one.",
                AskFeeling = day => $"How were your legs after the massage on {day}: better, same or worse?",
                AskInjury = (source, day) => $"{source} says you were injured on {day}. Does something hurt?",
                AskRace = (day, time, title) =>
                    $"Was the run on {day} ({time}{(title.Length > 0 ? $", “{title}”" : "")}) a race?",
                AskLongRun = (day, time) => $"Was the run on {day} ({time}) a long run for you?",
                AskHard = (day, time) => $"Was the run on {day} ({time}) a hard session?",
                AskStarted = (name, day) => $"Did you run {NameOrDefault(name, "your race")} on {day}?",
                IfStarted = "If you did, the recording will tell me.",
                IfNotStarted = "If not, take it out:",
                IfNotStartedInCalendar = "If not, take it out of your race calendar.",
                AskHashtag = (written, suggested) => $"You wrote {written} in a title: did you mean {suggested}?",
                AskRaceDate = "Another date, or no race?",
                RemoveRace = "Take it out:",
                AddRaceAgain = "Then, with its new date, add it again:",
                InRaceCalendar = "Change it in your race calendar.",
                ByNewsHashtag = "Put #massage, or #pain and the place (#pain-calf), in a run’s title.",
                ByHashtagInNext = tag => $"Put {tag} in the title of your next run.",
                ByHashtag = tags => $"Put {tags} in a run’s title.",
                ByHashtagInIt = tags => $"Put {tags} in its title.",
                ByCommand = "Tell me in a terminal, for example:",
                ByExactCommand = "Tell me in a terminal:",
                Yes = "Yes, in a terminal:",
                No = "No:",
                ByPage = address => $"Answer: {address}",
                OnPage = "Answer on your page",
                AskForAnswer = "Tell me, and the days I suggest will fit.",
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
                Count = count => FormatSessions(count, number => $"{number}"),
                CountInWords = count => FormatSessions(count, FormatCount),
                Others = (count, time) =>
                    Capitalize(
                        count switch
                        {
                            { Others: 0 } => $"{FormatEasyRuns(count.Runs)}, {time}",
                            { Runs: 0 } => $"{FormatOthers(count, FormatCount)}, {time}",
                            _ => $"{FormatEasyRuns(count.Runs)} and {FormatOthers(count, FormatCount)}, {time}",
                        }
                    ),
                What = FormatWhat,
                LooksLike = (label, isOnFoot) => $"looks like a {FormatWhat(label, isOnFoot)}",
                Entry = (day, parts) => $"{day}: {string.Join(", ", parts)}",
                StoppedEarly = (name, time) => $"{time} of {NameOrDefault(name, "your race")}",
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
                WithAround = (time, isRace) =>
                    isRace ? $"plus {time} of warm-up and cool-down" : $"and {time} easy the same day",
                Nothing = "No training recorded",
                Spike = "Go easy for a few days, and keep an eye on anything sore.",
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
                HeadingNow = "Why now",
                HeadingFits = "Why it fits",
                HeadingAside = "Worth knowing",
                RacePost = "Most runners wait a few days after a race before a massage.",
                EarlyGentle = "Gentle rubbing sooner is a matter of taste.",
                RacePreLight = (days, name) =>
                    $"{NameOrDefault(name, "Your race")} is in {FormatSpan(days, days)}, so keep it light.",
                RacePre = (days, name) =>
                    $"{NameOrDefault(name, "Your race")} is in {FormatSpan(days, days)}. Deep work takes about a week "
                    + "to settle, so these days suit it.",
                RacePreRegular = days =>
                    $"You have massages regularly, so {FormatSpan(days, days)} before a race is early enough.",
                TwoRaces = "These are the days that suit both races.",
                Long = (what, times, isLongest) =>
                    $"{Capitalize(FormatSubject(what))} was "
                    + (times.Length > 0 ? $"{times} as long as your usual run" : "")
                    + (times.Length > 0 && isLongest ? ", and " : "")
                    + (isLongest ? "your longest in a month" : "")
                    + ".",
                Times = FormatTimes,
                HardBlock = "It has been a heavy two weeks.",
                Maintenance = last =>
                    (last.Length > 0 ? $"Your last one was on {last}. " : "")
                    + "Another may help you unwind, and a pair of hands may notice tight places early.",
                KeepSlot = "The days around it are easy enough.",
                SlotFits = why => $"It comes {why}: enough time for your legs.",
                SlotMove = (day, why) => $"Move the massage on {day} to another week: {why}.",
                HistoryUnknown = "I don’t know of any massage yet, so these dates are cautious.",
                PainLocal = area => $"See a physiotherapist about {FormatArea(area)} first, and don’t roll there.",
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
                        BodyArea.Arch => $"roll each foot on a tennis ball, {seconds} seconds a side",
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
                IfUsedToIt = "Only if you are used to it:",
                BeforeRace = "Only what you are used to, and no massage gun before fast running.",
                InsteadOfMassage = "No massage this month? Three evenings of this will do.",
                Guide = "How to do it",
                GuidePath = "self-massage",
                GuideTitle = "Self-massage",
                Again = "Tonight is fine, and so are the next two evenings.",
            },

            Ahead = new AheadTexts
            {
                Heading = "Coming up",
                Race = (name, date, days) =>
                    $"{NameOrDefault(name, "Your race")}, {(days == 1 ? "tomorrow, " : "")}{date}.",
                RaceWindowOpens = date => $"Massage before it: best from {date}.",
                CalendarReadOn = date => $"I last read your race calendar on {date}, so later changes aren’t in here.",
                TooCloseFrom = date => $"From {date} on it is too close to the race.",
            },

            Race = new RaceMailTexts
            {
                SubjectPlan = (name, from, to) => $"{NameInSubject(name, 18)}: massage {FormatPlainDays(from, to)}",
                SubjectNothingToBook = name => $"{NameInSubject(name)}: nothing to book",
                SubjectLastDeep = name => $"{NameInSubject(name, 20)}: last day for a deep massage",
                SubjectEve = name => $"{NameInSubject(name)} is tomorrow",
                SubjectAfter = name => $"{NameInSubject(name)}: congratulations",
                SubjectStopped = name => $"{NameInSubject(name)}: the days after",
                SubjectStarted = name => $"{NameInSubject(name)}: did you run?",
                SubjectCheck = name => $"{NameInSubject(name)}: how are the legs?",
                PreheaderPlan = "What to book, and until when.",
                PreheaderNothingToBook = "Train as planned.",
                PreheaderLastDeep = "After that, light or nothing.",
                PreheaderEve = "Nothing new, and an early night.",
                PreheaderAfter = "A few easy days first.",
                PreheaderStarted = "No recording has come in yet.",
                PreheaderCheck = "A short look back, and ahead.",
                HeadingPlan = name => $"Until {NameOrDefault(name, "the race")}",
                HeadingEve = "The night before",
                NothingToBook = (days, name) =>
                    $"Train as planned: {NameOrDefault(name, "your race")} is in {FormatSpan(days, days)}, and there "
                    + "is nothing to book.",
                NothingToBookBudget = (days, name) =>
                    $"Train as planned: {NameOrDefault(name, "your race")} is in {FormatSpan(days, days)}, and you "
                    + "have set no money aside for a massage.",
                NothingToBookLead = "A few minutes on the floor will do.",
                LastIsEnough = date => $"Your massage on {date} was enough.",
                MassageUntil = (deep, gentle) =>
                    deep.Length > 0
                        ? $"One massage is enough: a deep one by {deep}, or a gentle one by {gentle}."
                        : $"A gentle massage is fine up to {gentle}.",
                NothingNewFrom = date => $"From {date}: only what you are used to.",
                RaceDay = (date, name) => $"{date}: {NameOrDefault(name, "race day")}.",
                LastDeep = (date, name) =>
                    $"Book a deep tissue massage for tomorrow, {date}, if you want one before "
                    + $"{NameOrDefault(name, "your race")}.",
                LastDeepWhy = weekday =>
                    $"It is the last day: deep work takes about a week to settle. Keep {weekday} easy.",
                PlanWish = "One day at a time. Not long now.",
                CheckWish = "Enjoy the next easy run.",
                Eve = (name, date) => $"Rest tonight: {NameOrDefault(name, "your race")} is tomorrow, {date}.",
                EveLead = "Easy legs, and an early night.",
                EveWish = "Enjoy it. The work is done.",
                EveItems =
                [
                    "No massage today: sleep and easy legs do more.",
                    "Tonight and tomorrow morning: only what you are used to, and no massage gun before the start.",
                ],
                NoRecording = "None has come in yet.",
                AfterLead = "A few easy days first, and nothing to book.",
                Check = (days, name) =>
                    $"See how your legs feel, {FormatSpan(days, days)} after {NameOrDefault(name, "your race")}.",
                CheckLead = "All calm? Then train as usual.",
                CheckSore = "Still sore in one place? Let a physiotherapist look at it.",
            },

            Medical = new MedicalTexts
            {
                Action = (level, area) =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Call your local emergency number now.",
                        MedicalLevel.Urgent => "See a doctor today.",
                        MedicalLevel.Clinician => $"See a doctor or physiotherapist about {FormatArea(area)}.",
                        _ => "Rest first.",
                    },
                Text = level =>
                    level switch
                    {
                        MedicalLevel.Emergency =>
                            "What you told me needs help right away. Don’t run, and don’t wait for it to pass.",
                        MedicalLevel.Urgent =>
                            "It shouldn’t wait until tomorrow. If no practice is open, go to an emergency "
                                + "department. Until then, don’t run, and leave the sore place alone.",
                        MedicalLevel.Clinician => "Until then, don’t run, and leave the sore place alone.",
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
                Illness = (kind, date) =>
                    kind.ToUpperInvariant() switch
                    {
                        "" => $"Ill, on {date}.",
                        "FEVER" => $"Fever, on {date}.",
                        "COLD" => $"A cold, on {date}.",
                        _ => $"“{kind}”, on {date}.",
                    },
                Condition = "A condition, noted in your settings.",
                ConditionAction = "Ask your doctor whether massage is fine for you.",
                ConditionText = "Until then, I won’t suggest any.",
                PainEnds = "I won’t suggest anything until someone has looked at it and you tell me you are well.",
                PainEndsByCommand =
                    "I won’t suggest anything until someone has looked at it and you are well. Then tell me in a "
                    + "terminal:",
                IllnessEnds = date => $"I’ll start again from {date}, if you feel well.",
                StillIll = "Still ill then? Tell me in a terminal:",
                StillIllOnPage = "Still ill then? Tell me on your page.",
                ConditionEnds =
                    "Once your doctor says it is fine, take your note out of the settings, and I’ll start again.",
                GetWellSoon = "Get well soon.",
            },

            Closing = new ClosingTexts
            {
                Encouragements =
                [
                    "Well run. Now put your feet up.",
                    "Rest is training nobody sees. Enjoy it.",
                    "The next good run starts with an easy day.",
                ],
                BigWeek = [minutes => $"{minutes} minutes and still smiling.", _ => "Strong week. Let it sink in."],
                Gentle = "One thing at a time. The road will still be there.",
                HopeItWentWell = "I hope it went well.",
                TreatYourself = "Treat yourself. This one counts.",
                Safety =
                    "Stop if anything feels sharp, tingles or spreads. New or one-sided pain, swelling, numbness or "
                    + "illness: see a professional. General information, not medical advice.",
                SettingsAt = address => $"Settings: {address}",
                Unsubscribe = (address, isPage) => $"To stop these emails{(isPage ? ":" : ", write to")} {address}",
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
                AltLooksLike = label =>
                    label switch
                    {
                        Label.Race => "Looks like a race",
                        Label.LongRun => "Looks like a long run",
                        Label.LongLoad => "Looks like a long ride or hike",
                        _ => "Looks like a hard session",
                    },
                AltMore = (_, count) => $", {count} more",
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
        return what is { IsGuess: true, IsToday: true } ? $"what looks like a {name} today"
            : what.IsToday ? $"today’s {name}"
            : what.IsGuess ? $"what looks like a {name} on {day}"
            : what.IsRecent ? $"{day}’s {name}"
            : $"the {name} on {day}";
    }

    /// <summary>What is compared with other runs is called a run; the kind was said before.</summary>
    private static string FormatSubject(EventPhrase what) =>
        what.IsGuess || what.Label != Label.LongRun ? FormatEvent(what)
        : what.IsToday ? "today’s run"
        : what.IsRecent ? $"{Weekdays[(int)what.Date.DayOfWeek]}’s run"
        : $"the run on {FormatLongDate(what.Date)}";

    /// <summary>"your left calf"; other areas stay in the athlete's words.</summary>
    private static string FormatArea(string area) =>
        area.Length == 0 ? "the sore place"
        : SoreArea.IsKnown(area) ? $"your {area}"
        : $"“{area}”";

    private static string FormatShortKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "active release",
            MassageKind.DeepTissue => "deep tissue",
            _ => "Swedish",
        };

    /// <summary>A booked massage, after a possessive.</summary>
    private static string FormatBooked(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "active release session",
            MassageKind.DeepTissue => "deep tissue massage",
            MassageKind.Swedish => "Swedish massage",
            _ => "massage",
        };

    private static string FormatSessions(SessionCount count, Func<int, string> format) =>
        count switch
        {
            { Others: 0 } => $"{format(count.Runs)} {(count.Runs == 1 ? "run" : "runs")}",
            { Runs: 0, AreRides: true } => $"{format(count.Others)} {(count.Others == 1 ? "ride" : "rides")}",
            { Runs: 0 } => $"{format(count.Others)} {(count.Others == 1 ? "session" : "sessions")}",
            _ => $"{format(count.Runs)} {(count.Runs == 1 ? "run" : "runs")} and {FormatOthers(count, format)}",
        };

    private static string FormatEasyRuns(int count) => $"{FormatCount(count)} easy {(count == 1 ? "run" : "runs")}";

    private static string FormatOthers(SessionCount count, Func<int, string> format) =>
        count switch
        {
            { Others: 1, AreRides: true } => "a ride",
            { AreRides: true } => $"{format(count.Others)} rides",
            _ => $"{format(count.Others)} other {(count.Others == 1 ? "session" : "sessions")}",
        };

    private static string FormatKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "Active release",
            MassageKind.DeepTissue => "Deep tissue massage",
            _ => "Swedish massage",
        };

    /// <summary>Formats a number of days, or two in either order: "three or four days".</summary>
    private static string FormatSpan(int from, int to) =>
        from == to
            ? $"{FormatCount(from)} {(from == 1 ? "day" : "days")}"
            : (Math.Max(from, to) > MaxCountInWords ? $"{from}" : FormatCount(from))
                + (Math.Abs(to - from) == 1 ? " or " : " to ")
                + (Math.Max(from, to) > MaxCountInWords ? $"{to}" : FormatCount(to))
                + (to == 1 ? " day" : " days");

    private static string FormatWeeks(int days) =>
        (int)Math.Round(days / 7.0, MidpointRounding.AwayFromZero) is > 1 and var weeks
            ? $"about {FormatCount(weeks)} weeks"
            : "about a week";

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

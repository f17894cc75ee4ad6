using ActivitySync.Recovery;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Localization;

/// <summary>The page in English.</summary>
internal static class EnglishPage
{
    public static PageTexts Texts { get; } =
        new()
        {
            Tag = "en",
            Common = new CommonTexts
            {
                SkipToContent = "Skip to content",
                SignOut = "sign out",
                Pages = "Pages",
                Tab = tab =>
                    tab switch
                    {
                        PageTab.Week => "This week",
                        PageTab.Days => "Days",
                        PageTab.Season => "Season",
                        PageTab.Log => "Log",
                        _ => "Settings",
                    },
                Saved = "Saved.",
                Undo = "Undo",
                Undone = "Undone.",
                Save = "Save",
                Add = "Add",
                Remove = "Remove",
                Errors = count => count == 1 ? "One thing to fix" : $"{count} things to fix",
                NotFound = "There is nothing here",
                NotFoundText = "The address is wrong, or what it led to is gone.",
                Forbidden = "This form is no longer valid",
                ForbiddenText = "Nothing was saved. Go back, load the page again, and try once more.",
                Invalid = "That can’t be saved",
                Failed = "That didn’t work",
                FailedText = "Nothing was saved. Please try again in a minute.",
                CannotUndo = "That can’t be undone any more.",
            },
            SignIn = new SignInTexts
            {
                Heading = "Sign in",
                User = "Your name or email address here",
                Send = "Email me a link",
                Sent = "If you are known here, a link is on its way to you. It works once, for 15 minutes.",
                OnTheTerminal = "Whoever runs this machine can print a link: activitysync page link --athlete NAME",
                Question = name => $"Sign in as {name}?",
                Stays = "This browser stays signed in until you sign out, or don’t come here for 90 days.",
                Confirm = name => $"Yes, sign in as {name}",
                Used = "This link has been used. Each link works once.",
                Expired = "This link doesn’t work any more. Each link works once, for 15 minutes.",
                TooMany = "That was often enough for now. Please try again in an hour.",
                MailSubject = "Your link to sign in",
                MailText = (link, minutes) =>
                    $"Open this link to sign in to ActivitySync. It works once, for {minutes} minutes:\n\n{link}\n\n"
                    + "If you didn’t ask for it, you can ignore it: nobody gets in without it.\n",
            },
            Week = new WeekPageTexts
            {
                Booked = "I’ve booked it",
                HadMassage = "I had a massage",
                Hurts = "Something hurts",
                NotThisWeek = "Not this week",
                RemoveBooking = "It’s canceled",
                Day = "Day",
                OneQuestion = "One question",
                LastWeek = "Last week",
                WasRace = "It was a race",
                JustRun = "Just a run",
                Ran = "I ran it",
                DidNotStart = "I didn’t start",
                Yes = "Yes",
                No = "No",
                Better = "Better",
                Same = "The same",
                Worse = "Worse",
                PainGone = "It’s better now",
                SawSomeone = "I’ve seen someone",
                HowToRoll = "How to roll",
                HowItDecides = "How it decides",
                AddRace = "Add a race",
                Paused = day => $"Emails are paused through {day}.",
                PausedIndefinitely = "Emails are off.",
                Declined = "You said: not this week. The next digest looks again.",
            },
            Days = new DaysPageTexts
            {
                Heading = "The next three weeks",
                Caption = (from, to) =>
                    $"{from} to {to}. Best: the suggested days. OK: any massage. Light: gentle only. No: see below.",
                Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
                Word = word =>
                    word switch
                    {
                        DayWord.Best => "Best",
                        DayWord.Ok => "OK",
                        DayWord.Light => "Light",
                        DayWord.Race => "Race",
                        _ => "No",
                    },
                Today = "today",
                Booked = "booked",
                BlockedHeading = "Why some days are blocked",
                NothingBlocked = "None is: any day will do.",
                LightOnly = "Light only.",
                BookingsHeading = "Booked",
                NoBookings = "No massage is booked.",
                BookHeading = "Booked a massage?",
                Book = "Save the booking",
                PlannedHeading = "Planned training",
                NothingPlanned = "Nothing is planned. Hard and long days, easy days and rest all move the good days.",
                PlanHeading = "Planning a session?",
                PlannedKind = kind =>
                    kind switch
                    {
                        PlannedSessionKind.Hard => "Hard session",
                        PlannedSessionKind.LongRun => "Long run",
                        PlannedSessionKind.Easy => "Easy",
                        _ => "Rest",
                    },
                Races = "Your races",
            },
            Season = new SeasonPageTexts(),
            Activity = new ActivityPageTexts(),
            Races = new RacesPageTexts
            {
                Heading = "Your races",
                Ahead = "Coming up",
                Past = "Past",
                Nothing = "No race yet. Add one, and the days around it are planned for it.",
                AddHeading = "Add a race",
                ChangeHeading = "Change this race",
                Change = "Change",
                Name = "Name",
                Distance = unit => $"Distance in {unit}, if you know it",
                Importance = "How much does it matter?",
                ImportanceChoice = importance =>
                    importance switch
                    {
                        Importance.A => "A: the goal of the season",
                        Importance.B => "B: a race",
                        Importance.C => "C: training with a number on",
                        _ => "Decide for me: B, and C for a parkrun",
                    },
                DaysToGo = days =>
                    days switch
                    {
                        0 => "today",
                        1 => "tomorrow",
                        _ => $"in {days} days",
                    },
                FromCalendar = (number, place) =>
                    $"From race calendar {number}{(place.Length > 0 ? $" ({place})" : "")}, which would add it again. "
                    + "Remove it there, or add a race of that day here: yours counts.",
                FromAnyCalendar = "From a race calendar, which would add it again. Remove it there.",
                NameMissing = "Give the race a name.",
                DistanceInvalid = (unit, example) => $"The distance is a number of {unit}, like {example}.",
            },
            Log = new LogPageTexts
            {
                Heading = "Your log",
                ReportHeading = "What’s new?",
                Nothing = "Nothing here yet.",
                Older = "Older",
                Newer = "Newer",
                Massage = kind => $"Massage: {kind}",
                BookedMassage = kind => $"Booked massage: {kind}",
                Feeling = answer => $"Legs after the massage: {answer}",
                Pain = (area, severity, signs) =>
                    "Pain"
                    + (area.Length > 0 ? $": {area}" : "")
                    + $", {severity} out of 10"
                    + (signs.Length > 0 ? $", {signs}" : ""),
                Gone = day => $"gone on {day}",
                Illness = kind => kind.Length > 0 ? $"Ill: {kind}" : "Ill",
                Race = (name, distance) =>
                    "Race" + (name.Length > 0 ? $": {name}" : "") + (distance.Length > 0 ? $", {distance}" : ""),
                Planned = kind => $"Planned: {kind}",
                FromTitle = source => $"From a title at {source}: remove the hashtag there.",
                FromCalendar = "From a race calendar: remove it there.",
                PainGone = "It’s gone",
                Date = "Day",
                MassageHeading = "I had a massage",
                MassageKindLabel = "What kind?",
                MassageKind = kind =>
                    kind switch
                    {
                        MassageKind.Swedish => "Swedish (gentle)",
                        MassageKind.DeepTissue => "Deep tissue",
                        MassageKind.ActiveRelease => "With a therapist, for one sore place",
                        _ => "Another kind, or I don’t know",
                    },
                MassageNote = "The next one is planned from this day. You can undo it.",
                PainHeading = "Something hurts",
                SideLabel = "Which side?",
                Side = side =>
                    side switch
                    {
                        "left" => "left",
                        "right" => "right",
                        _ => "both, or neither",
                    },
                AreaLabel = "Where?",
                ChooseArea = "Choose a place",
                Areas = new Dictionary<string, string>
                {
                    ["foot"] = "foot",
                    ["heel"] = "heel",
                    ["arch"] = "arch of the foot",
                    ["plantar"] = "sole of the foot",
                    ["toe"] = "toe",
                    ["ankle"] = "ankle",
                    ["achilles"] = "Achilles tendon",
                    ["calf"] = "calf",
                    ["shin"] = "shin",
                    ["knee"] = "knee",
                    ["quad"] = "front of the thigh",
                    ["thigh"] = "thigh",
                    ["hamstring"] = "back of the thigh",
                    ["groin"] = "groin",
                    ["hip"] = "hip",
                    ["glute"] = "glute",
                    ["buttock"] = "buttock",
                    ["lower back"] = "lower back",
                    ["back"] = "back",
                    ["chest"] = "chest",
                    ["shoulder"] = "shoulder",
                    ["neck"] = "neck",
                },
                AreaWithSide = (area, side) => $"{side} {area}",
                OtherArea = "Or somewhere else, in your own words",
                SeverityLabel = "How much, at its worst?",
                Severity = severity =>
                    severity switch
                    {
                        0 => "not at all right now",
                        1 => "hardly there",
                        2 => "a little",
                        3 => "noticeable",
                        4 => "clearly there",
                        5 => "changes how I run",
                        6 => "running is hard",
                        7 => "stops me",
                        8 => "walking hurts too",
                        9 => "very strong",
                        _ => "the worst I can imagine",
                    },
                Since = "Since when?",
                SignsLabel = "Tick everything that is true",
                Signs = new Dictionary<string, string>
                {
                    ["chest-pain"] = "My chest hurts",
                    ["breathless"] = "I’m short of breath",
                    ["collapse"] = "I collapsed",
                    ["confusion"] = "I’m confused",
                    ["dark-urine"] = "My urine is dark",
                    ["one-sided-swelling"] = "One calf or leg is swollen, the other isn’t",
                    ["warm-red-calf"] = "A calf is warm and red",
                    ["new-numbness"] = "Something has gone numb",
                    ["new-weakness"] = "Something has gone weak",
                    ["bladder-bowel"] = "Bladder or bowels don’t work as usual",
                    ["pinpoint-bone"] = "It hurts at one point of a bone",
                    ["rest-or-night-pain"] = "It hurts at rest or at night",
                    ["worsening"] = "It’s getting worse",
                    ["limping"] = "I limp",
                    ["cannot-hop"] = "I can’t hop on that leg",
                    ["pop"] = "There was a pop",
                    ["bruise"] = "There is a bruise",
                    ["swelling"] = "It’s swollen",
                    ["locking"] = "The joint locks",
                    ["giving-way"] = "It gives way",
                    ["open-wound"] = "There is an open wound",
                    ["blister"] = "There is a blister",
                    ["burn"] = "The skin is burned",
                    ["skin-infection"] = "The skin is infected",
                    ["varicose"] = "There are varicose veins",
                    ["surgery-site"] = "I had surgery there",
                },
                PainNote = "The answer comes at once. You can undo it.",
                IllnessHeading = "I’m ill",
                IllnessKind = "What is it? In your words: fever, a cold",
                IllnessNote = "Any illness postpones massages. You can undo it.",
                Noted = "Thanks, that’s noted",
                AdviceNow = "What I suggest now",
                ThisWeek = "This week",
                NotSaved = "I could not save what you told me. The answer above holds all the same.",
                CannotUndo =
                    "A change can be undone for 24 hours, once, and only while nothing newer changed the same entry. "
                    + "Everything you told me is in your log.",
                DateMissing = "Choose a day.",
                InFuture = day => $"{day} is still to come. Use today or an earlier day.",
                InPast = day => $"{day} has passed. Use today or a later day.",
                KindMissing = "Choose a kind.",
                AreaMissing = "Choose where it hurts, or say it in your own words.",
                SeverityMissing = "Choose how much it hurts.",
                SignUnknown = "Choose from the list of signs.",
                IllnessMissing = "Say what it is, in your own words.",
                TooLong = max => $"This is too long. Use {max} characters or fewer.",
            },
            Emails = new EmailsPageTexts(),
            Settings = new SettingsPageTexts(),
            Connect = new ConnectPageTexts(),
            Admin = new AdminPageTexts(),
        };
}

using System.Globalization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
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
                RemoveBooking = "It’s canceled",
                Day = "Day",
                OneQuestion = "One question",
                LastWeek = "Last week",
                HowToRoll = "How to roll",
                HowItDecides = "How it decides",
                AddRace = "Add a race",
                Paused = day => $"Emails are paused through {day}.",
                PausedIndefinitely = "Emails are off.",
                NotValid = "That has changed in the meantime. Please look again.",
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
                CalendarHeading = "In your calendar",
                CalendarText =
                    "Subscribe to this address, and the suggested days are in your calendar. Whoever has it can read "
                    + "them.",
            },
            Season = new SeasonPageTexts
            {
                Heading = "Six months",
                ChartTitle = (from, to, time, longRuns, races, massages) =>
                    $"Training in each week from {from} to {to}: {time} in all, with "
                    + $"{longRuns} {(longRuns == 1 ? "long run" : "long runs")}, "
                    + $"{races} {(races == 1 ? "race" : "races")} and "
                    + $"{massages} {(massages == 1 ? "massage" : "massages")}. The table below has the numbers.",
                ChartRegion = "Chart, scrolls sideways",
                TableRegion = "Table, scrolls sideways",
                OtherRuns = "other runs",
                BookedMassage = "massage booked",
                AsTable = "As a table",
                WeekOf = "Week of",
                Time = "Time",
                Runs = "Runs",
                LongRun = "Long run",
                Race = "Race",
                Massage = "Massage",
                Total = "Together",
                RunCount = (runs, others) => others == 0 ? $"{runs}" : $"{runs} + {others} other",
                Ahead = race => $"ahead: {race}",
                Booked = day => $"booked: {day}",
                ByMonth = "Runs by month",
                Month = (month, what, time) => $"{month}: {what}, {time}",
                Earlier = month => $"Earlier: {month}",
                Later = month => $"Later: {month}",
                Nothing = "No runs have come in yet.",
            },
            Activity = new ActivityPageTexts
            {
                TakenFor = (what, sure) => sure.Length > 0 ? $"Taken for: {what} ({sure})." : $"Taken for: {what}.",
                Sure = "sure",
                Guess = "a guess",
                YouSaid = "you said so",
                PerhapsRace = "perhaps a race",
                OrdinaryRun = "an ordinary run",
                OrdinaryTraining = "ordinary training",
                Because = reasons => $"Because: {reasons}.",
                Reason = FormatReason,
                Importance = letter =>
                    letter switch
                    {
                        "A" => "A, the goal of the season",
                        "B" => "B, a race",
                        _ => "C, training with a bib number",
                    },
                ImportanceLine = importance => $"Importance: {importance}.",
                LeftOut = "A value that can’t be right was left out.",
                CountedOnce = "Another recording of the same workout counts, so this one doesn’t.",
                TooShort = "It is below 5 minutes, so it doesn’t count.",
                HeartRate = rate => $"average heart rate {rate}",
                Question = "What was it?",
                Race = "A race",
                ImportanceQuestion = "If it was a race, how much did it matter?",
                LongRun = "A long run",
                Hard = "A hard session",
                Easy = "Nothing special",
                Automatic = "Decide for me",
                ChooseOne = "Choose what it was.",
                FromTitle = "A hashtag in the title counts as your answer. To change it, change the title.",
                Copies = "Where it comes from",
                File = name => $"File {name}",
                UnnamedFile = "The list in an export of your account",
                ExpiredCopy = source => $"{source}: its data may not be stored any longer",
                Expired = "A run that has expired",
                ExpiredText =
                    "Its source lets its data be stored for some days only. They are deleted; what you said stays.",
            },
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
                        Importance.C => "C: training with a bib number",
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
                FromCalendar = "From a calendar: remove it there.",
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
            Emails = new EmailsPageTexts
            {
                Heading = "Emails",
                Next = time => $"The next digest is due on {time}.",
                SeePreview = "See it as it would be now",
                History = "So far",
                Nothing = "No emails yet.",
                Newer = "Newer emails",
                Older = "Older emails",
                Back = "All emails",
                Digest = (week, year) => $"Digest of week {week}, {year}",
                DigestCopy = (week, year, copy) => $"Digest of week {week}, {year}, copy {copy}",
                RacePlan = date => $"Race on {date}: the plan",
                RaceLastDeep = date => $"Race on {date}: last day for deep work",
                RaceEve = date => $"Race on {date}: the night before",
                RaceAfter = date => $"Race on {date}: afterwards",
                RaceCheck = date => $"Race on {date}: a look back",
                Medical = date => $"Please read: {date}",
                Alert = date => $"Message to the operator, {date}",
                Sent = time => $"Sent on {time}.",
                Skipped = reason => reason.Length > 0 ? $"Not sent: {reason}." : "Not sent.",
                Failed = (time, reason) =>
                    reason.Length > 0 ? $"Given up on {time}: {reason}." : $"Given up on {time}.",
                MayHaveArrived = time => $"Sent on {time}; the mail server didn’t answer, so it may not have arrived.",
                Sending = "Being sent.",
                Waiting = (time, reason) =>
                    reason.Length > 0 ? $"Next try on {time}: {reason}." : $"Next try on {time}.",
                Due = time => $"Due on {time}; not sent yet.",
                NotDue = time => $"Due on {time}.",
                QuietWeek = "it was a quiet week",
                Obsolete = "there was nothing left to say",
                Included = "that day’s digest says it",
                OnePerDay = "another email went out that day",
                Missed = "the server was off at that time",
                Paused = "emails were paused",
                Resolved = "it was resolved before",
                NoTraining = "no training came in, so the digests wait for your next run",
                RenderedAgain =
                    "The email itself is no longer stored. This is it written again for the same day, from what is "
                    + "known now, so details may differ.",
                Preview = "This is how it would be now.",
                NothingToShow = "There is no text to show.",
                AsSent = "See it with its colors and the chart",
                SendAgain = "Send again",
                SendNote = "A copy comes to your address at once. It has the same week, and the advice for today.",
                CannotSend = "This machine sends no email at the moment, so no copy can be sent.",
                TooSoon = "A copy was sent just now. Please wait a minute before the next one.",
            },
            Settings = new SettingsPageTexts
            {
                Heading = "Settings",
                Intro = "What you change here holds at once, also for the next email.",
                Label = key =>
                    key switch
                    {
                        "Language" => "Language",
                        "Units" => "Units",
                        "Budget" => "Massages you can afford",
                        "Rhythm" => "How often you have one",
                        "EarlyGentle" => "Gentle massage right after a race",
                        "Conditions" => "Anything medical a therapist should know",
                        "Digest:Day" => "Day of the weekly email",
                        "Digest:Time" => "Its time",
                        "Digest:QuietWeeks" => "In a quiet week",
                        "RaceMails" => "Emails around a race",
                        _ => key,
                    },
                Choice = (key, value) =>
                    (key, value) switch
                    {
                        ("Language", "en") => "English",
                        ("Language", "de") => "Deutsch",
                        ("Units", "metric") => "kilometers",
                        ("Units", "imperial") => "miles",
                        ("Budget", "regular") => "regularly",
                        ("Budget", "occasional") => "now and then",
                        ("Budget", "none") => "none: I do it myself",
                        ("Rhythm", "auto") => "see it from my log",
                        ("Rhythm", "weekly") => "every week",
                        ("Rhythm", "monthly") => "about once a month",
                        ("Rhythm", "lapsed") => "not for a while",
                        ("Rhythm", "unknown") => "I’d rather not say",
                        ("Digest:QuietWeeks", "short") => "a short email",
                        ("Digest:QuietWeeks", "skip") => "no email",
                        (_, "true") => "yes",
                        (_, "false") => "no",
                        _ => value,
                    },
                Hint = key =>
                    key switch
                    {
                        "Conditions" =>
                            "One on each line. With an entry here I suggest no massage until a doctor has said yes.",
                        "EarlyGentle" => "Most wait a few days.",
                        _ => "",
                    },
                LockedByEnvironment = "Set on the machine that runs this, so it can’t be changed here.",
                LockedByOperator = "Only whoever runs this machine can change it.",
                NotValid = label => $"{label}: please check this.",
                PauseHeading = "Pause",
                PauseUntil = "Last day without emails",
                Pause = "Pause emails",
                Resume = "Turn emails on again",
                CalendarHeading = "Your calendar",
                CalendarText =
                    "Subscribe to this address to see the suggested days in your calendar. Whoever has it can "
                    + "read them.",
                NewCalendarLink = "Make a new address, and end this one",
                SessionsHeading = "Where you are signed in",
                Session = (browser, day) => $"{browser}, last used on {day}",
                ThisBrowser = "this browser",
                EndSession = "Sign out",
                EndSessionOf = session => $"Sign out: {session}",
                SignOutEverywhere = "Sign out everywhere",
                MoreHeading = "More",
                Sources = "Sources and files",
                Races = "Races",
                Emails = "Emails so far",
                Admin = "This machine",
                Export = "Download everything stored about you",
                Delete = "Delete everything about you",
                DeleteLines =
                [
                    "In 24 hours, everything stored about you is deleted: runs, what you reported, emails, access to "
                        + "your sources, also in the backups. You are signed out then, and get no more emails.",
                    "Until then you can take it back here, and everything goes on as usual.",
                    "Not deleted: emails in your mailbox, files you downloaded, files in a watched folder, and copies "
                        + "that whoever runs this machine made elsewhere.",
                ],
                DeleteConfirm = name => $"Type your name, {name}, to confirm",
                DeleteNotConfirmed = name => $"Type {name} to confirm. Nothing was deleted.",
                DeleteButton = "Delete everything in 24 hours",
                DeletePending = (day, time) => $"Everything about you is deleted after {day}, {time}.",
                Keep = "Keep my data",
            },
            Connect = new ConnectPageTexts
            {
                Heading = "Where your runs come from",
                State = state =>
                    state switch
                    {
                        SourceState.Off => "off",
                        SourceState.NotConnected => "not connected",
                        SourceState.NotReadYet => "connected",
                        SourceState.Connected => "connected",
                        SourceState.Waiting => "connected, waiting",
                        SourceState.NeedsAthlete => "needs you",
                        _ => "needs whoever runs this",
                    },
                Explain = (state, source) =>
                    state switch
                    {
                        SourceState.Off => $"{source} is off for you. Whoever runs this machine can turn it on.",
                        SourceState.NotConnected => $"Connect {source}, and your runs come by themselves.",
                        SourceState.NotReadYet => $"{source} is connected. Your history is being read.",
                        SourceState.Connected => "Your runs come by themselves.",
                        SourceState.Waiting => $"{source} doesn’t answer at the moment. It goes on by itself.",
                        SourceState.NeedsAthlete => $"{source} no longer lets us in. Connect it again.",
                        _ => $"A setting for {source} is wrong. Whoever runs this machine sees which.",
                    },
                ReadAt = moment => $"Last read: {moment}.",
                Moment = (date, time) => string.Create(CultureInfo.InvariantCulture, $"{date}, {time:HH:mm}"),
                Done = source => $"{source} is connected. Your history is being read, which can take a minute.",
                Disconnected = source => $"{source} is disconnected, and what came from there is deleted.",
                NotConfirmed = source =>
                    $"{source} did not confirm that access has ended. Please end it in your account there, too.",
                OtherWay = "Connect by copying an address",
                OtherWayHint = source => $"Copy an address if {source} says that the redirect is invalid.",
                ConnectTo = source => $"Connect {source}",
                OpenAddress = box => $"Open this page, log in as yourself, and leave “{box}” checked.",
                CopyAddress = "The page you end on can’t load; that is fine. Copy its address and paste it here.",
                AnswerLabel = "The address of the last page",
                ConnectButton = "Connect",
                Back = "Back",
                KeyLabel = "Your key",
                KeyHint = "It is tested at once, stored encrypted, and never shown again.",
                MakeKey = source => $"Make a key at {source}",
                ExpiresLabel = "Its last day (optional)",
                SaveKey = "Test and save the key",
                KeyEnded = day => $"The key ended on {day}. Make a new one and enter it here.",
                KeyEnds = (day, days) =>
                    days switch
                    {
                        < 0 => $"The key ended on {day}.",
                        0 => "The key ends today.",
                        1 => $"The key works until tomorrow, {day}.",
                        _ => $"The key works until {day}, {days} days from now.",
                    },
                KeyFromEnvironment = "The key is set by whoever runs this machine, so it can’t be changed here.",
                KeyFromFile = "The key comes from the settings file. One that you enter here is used instead.",
                DisconnectFrom = source => $"Disconnect {source}",
                DisconnectDeletes = source =>
                    $"This ends access to {source} and deletes what came from there: your runs, and what you wrote in "
                    + "their titles. What you reported here stays. It can’t be undone, but you can connect again.",
                DisconnectKey = source => $"The key itself goes on working. Delete it at {source}, too.",
                DisconnectButton = "Disconnect and delete",
                NoAddress = "This is not the whole address. Copy all of it, from http to the end.",
                NoKey = source => $"This is no key. Copy the text that {source} shows.",
                InvalidLastDay = "The last day has to be a date to come, or empty.",
                NotAskedHere =
                    "This answer doesn’t belong to your last try in this browser. Nothing is connected. Start again.",
                AnswerExpired = "That took more than an hour. Nothing is connected. Start again.",
                Declined = source => $"You declined at {source}, so nothing is connected.",
                PermissionMissing = (source, box) =>
                    $"The box “{box}” was unchecked at {source}. Runs would be missing, so nothing is connected. "
                    + "Start again and leave it checked.",
                AccountTaken = source =>
                    $"This account of {source} is connected for somebody else here. Log in there as yourself first.",
                OtherAccount = source =>
                    $"You are connected to another account of {source}. Disconnect that one first.",
                KeyRefused = source => $"{source} refuses this key. A newer key ends an older one, so copy the newest.",
                AnswerRefused = source => $"{source} refused. Nothing is connected. Start again in a minute.",
                Misconfigured = source =>
                    $"{source} can’t be connected yet: a setting is missing or wrong. Tell whoever runs this machine.",
                Unavailable = source => $"{source} doesn’t answer at the moment. Please try again later.",
                FilesHeading = "Files",
                FilesHint =
                    "From your watch or an export: FIT, TCX and GPX, also packed (.gz, .zip). Several at once are "
                    + "fine, 300 MB together at most.",
                FilesLabel = "Choose files",
                Upload = "Upload",
                Inbox = folder => $"What is put into this folder is imported by itself: {folder}",
                LatestUploads = "Your last uploads",
                UploadOf = moment => $"Upload of {moment}",
                TooLarge = limit => $"The files are larger than {limit} MB together. Send them in parts.",
                TooManyFiles = limit => $"These are more than {limit} files. Send them in parts, or as one archive.",
                TooManyUploads = "Your earlier uploads are still being imported. Please wait for them.",
                NoSpace = "The disk of this machine has too little space for these files.",
                NoFile = "Choose at least one file.",
                Interrupted = "The upload broke off, and nothing of it was kept. Please send the files again.",
                ImportHeading = "Your upload",
                ImportOpen = waiting => waiting == 1 ? "One file to go" : $"{waiting} files to go",
                ImportDone = "Your files are read",
                ImportRefreshes = "This page shows itself again until all are done. You can leave it.",
                ImportSummary = (imported, duplicates, skipped, refused) =>
                    JoinCounts(
                        (imported, "in"),
                        (duplicates, "known already"),
                        (skipped, "without an activity"),
                        (refused, "refused")
                    ),
                FileColumn = "File",
                ResultColumn = "Result",
                Waits = "waits",
                Imported = "in",
                Duplicate = "known already",
                Skipped = "no activity in it",
                Refused = "refused",
                MoreFiles = "More files",
                ToRuns = "See your runs",
                AdminLink = "State of this machine",
            },
            Admin = new AdminPageTexts
            {
                Heading = "State of this machine",
                AllWell = "All is well",
                AttentionNeeded = "Attention needed",
                Started = "Started. The result appears here.",
                Invited = "A link to sign in is on its way.",
                SessionEnded = "The session has ended.",
                Tasks = "Started from here",
                TaskOpen = (athlete, task) => $"{athlete}: {task}. In progress.",
                TaskEnded = (moment, athlete, task, isDone, line) =>
                    $"{moment}, {athlete}: {task}. {(isDone ? "Done." : "Failed.")} {line}",
                Sources = "Sources",
                Athlete = "Athlete",
                Source = "Source",
                State = "State",
                LastRead = "Last read",
                NextStep = "Next step",
                Never = "never",
                TurnOn = (setting, athlete) => $"Set {setting} of {athlete} to true to turn it on.",
                HasToConnect = athlete => $"{athlete} connects it under Connect.",
                OtherAthletes = count =>
                    $"{count} more athletes are not shown. Run 'activitysync status --json' to see all.",
                Actions = "Do now",
                ActionsHint = "The link to sign in goes to the athlete’s own address and works for 15 minutes.",
                SyncNow = "Sync now",
                TestMail = "Send a test email",
                SendDigest = "Send the digest",
                Invite = "Send a sign-in link",
                Emails = "Emails",
                NextDigest = moment => $"Next digest: {moment}.",
                EmailsOff = "Emails are off.",
                EmailsPaused = day => $"Emails are paused through {day}.",
                Outbox = (waiting, failed) => $"{waiting} waiting, {failed} failed in the last week.",
                Sessions = "Signed in",
                NoSession = "Nobody is signed in.",
                Browser = "Browser",
                LastSeen = "Last seen",
                EndSession = "End",
                Jobs = "Jobs",
                NoJob = "No job has run yet.",
                JobDone = moment => $"last success {moment}",
                JobFailed = (moment, failures) =>
                    $"failed {(failures == 1 ? "once" : $"{failures} times in a row")}, last success {moment}",
                Machine = "Machine",
                Version = "Version",
                Runtime = "Runtime",
                Memory = "Memory used",
                DiskFree = "Disk free",
                DatabaseSize = "Database",
                NewestBackup = "Newest backup",
                NoBackup = "none yet",
                Log = "Last log lines",
                Report = "Report to copy",
                ReportHint = "For somebody who helps: no health data, and no names.",
            },
        };

    private static string FormatReason(string reason, ReasonFacts facts) =>
        reason switch
        {
            FeatureNames.SourceTag => "you tagged it so where it comes from",
            FeatureNames.DeviceRace => "the watch calls it a race",
            FeatureNames.Multisport => "several sports in one",
            FeatureNames.RaceCalendar => "it is in your race calendar",
            FeatureNames.StoppedEarly => "shorter than the race in your calendar",
            FeatureNames.RaceName => "the title names a race",
            FeatureNames.DistanceInName => "the title names the distance",
            FeatureNames.MarathonDistance => $"{facts.Distance} is a marathon",
            FeatureNames.StandardDistance => $"{facts.Distance} is a race distance",
            FeatureNames.OwnBestPace => "among your fastest at this distance",
            FeatureNames.RaceHeartRate or FeatureNames.HighHeartRate => $"average heart rate {facts.HeartRate}",
            FeatureNames.NoStops => "no stops",
            FeatureNames.WeekendMorning => $"on a {facts.Weekday} morning",
            FeatureNames.FinishTime => "the title has your finish time",
            FeatureNames.VersusUsualRun => $"{facts.TimesUsual} times your usual {facts.UsualTime}",
            FeatureNames.ShareOfWeek => $"{facts.PercentOfWeek} % of a usual week",
            FeatureNames.LongestInSevenDays => "your longest in seven days",
            FeatureNames.Spike => "by far your longest in a month",
            FeatureNames.UsualWeekday => $"on a {facts.Weekday}, your usual day for it",
            FeatureNames.LongName => "the title says long run",
            FeatureNames.PerceivedExertion => $"you rated it {facts.Exertion} of 10",
            FeatureNames.HardName => "the title says it was hard",
            FeatureNames.RepetitionsInName => "repetitions in the title",
            FeatureNames.FastForDuration => "among your fastest of this length",
            FeatureNames.AthleteLabel => "it is your own answer",
            ExplanationReasons.Distance => facts.Distance,
            ExplanationReasons.UsualMinutes => $"your usual run is {facts.UsualTime}",
            ExplanationReasons.EndedEarly => "a long day out, ended early",
            _ => $"{facts.Time} moving",
        };

    /// <summary>Joins the counts that are not zero: "2 in, 1 refused".</summary>
    public static string JoinCounts(params ReadOnlySpan<(long Count, string Text)> counts)
    {
        var shown = new List<string>();
        foreach (var (count, text) in counts)
        {
            if (count > 0)
            {
                shown.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {text}"));
            }
        }

        return string.Join(", ", shown);
    }
}

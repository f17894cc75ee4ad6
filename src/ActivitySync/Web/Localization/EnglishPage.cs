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
            Days = new DaysPageTexts(),
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
            Races = new RacesPageTexts(),
            Log = new LogPageTexts(),
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
            Settings = new SettingsPageTexts(),
            Connect = new ConnectPageTexts(),
            Admin = new AdminPageTexts(),
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
}

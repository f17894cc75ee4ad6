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
            Season = new SeasonPageTexts(),
            Activity = new ActivityPageTexts(),
            Races = new RacesPageTexts(),
            Log = new LogPageTexts(),
            Emails = new EmailsPageTexts(),
            Settings = new SettingsPageTexts(),
            Connect = new ConnectPageTexts(),
            Admin = new AdminPageTexts(),
        };
}

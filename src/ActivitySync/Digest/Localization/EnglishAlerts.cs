namespace ActivitySync.Digest.Localization;

/// <summary>Alerts and notifications in English.</summary>
internal static class EnglishAlerts
{
    public static AlertTexts Texts { get; } =
        new()
        {
            ReconnectSubject = source => $"{source} needs reconnecting",
            SettingSubject = source => $"{source}: a setting needs fixing",
            StoppedSubject = source => $"{source} needs a look",
            OutageSubject = source => $"{source} can't be reached",
            RecoveredSubject = source => $"{source} works again",
            FailedSubject = (isDigest, isUncertain) =>
                $"{(isDigest ? "A digest" : "An email")} {(isUncertain ? "may not have arrived" : "didn't arrive")}",
            KeySubject = (source, day) => $"The {source} key expires on {day}",
            KeyEndedSubject = source => $"The {source} key has expired",
            NamedSubject = (subject, name) => $"{subject} ({name})",
            Moment = (date, time) => $"{date} at {time}",

            Reconnect = (source, name) =>
                $"{source} no longer lets me read {Whose(name)} activities, so new runs are missing from "
                + $"{Whose(name)} digests.",
            Setting = (source, name) =>
                $"A setting keeps me from reading {Whose(name)} activities at {source}, so new runs are missing from "
                + $"{Whose(name)} digests.",
            Stopped = (source, name) =>
                $"I can't read {Whose(name)} activities at {source}, so new runs are missing from {Whose(name)} "
                + "digests.",
            Outage = (source, name, hours) =>
                $"I haven't been able to read {Whose(name)} activities at {source} for more than "
                + $"{(hours == 1 ? "an hour" : $"{hours} hours")}, so new runs may be missing from {Whose(name)} "
                + "digests. If something is missing, they say up to which day they are complete.",
            Recovered = (source, name) =>
                $"I can read {Whose(name)} activities at {source} again, and the next digest has all of them.",
            FailedDigest = (day, name, isUncertain) =>
                $"{(name is null ? "Your" : $"{name}'s")} digest of {day} "
                + (
                    isUncertain
                        ? "may not have arrived: the email server didn't answer."
                        : $"didn't arrive, so {name ?? "you"} "
                            + $"{(name is null ? "haven't" : "hasn't")} seen that week's suggestion."
                ),
            FailedEmail = (day, name, isUncertain) =>
                $"An email to {name ?? "you"}, due on {day}, "
                + (isUncertain ? "may not have arrived: the email server didn't answer." : "didn't arrive."),
            MoreFailed = count =>
                count switch
                {
                    1 => "One more email has the same problem.",
                    2 => "Two more emails have the same problem.",
                    _ => $"Also {count} other emails have the same problem.",
                },
            MoreNotSentAgain = count =>
                count == 1
                    ? "It was about one day, so I won't send it again."
                    : "They were about single days, so I won't send them again.",
            KeyEnds = (source, name, day, isPast) =>
                isPast
                    ? $"{(name is null ? "Your" : $"{name}'s")} {source} key expired on {day}, so I can't read new "
                        + $"runs there, and they are missing from {Whose(name)} digests."
                    : $"{(name is null ? "Your" : $"{name}'s")} {source} key works through {day}. After that I can't "
                        + $"read new runs there, and they will be missing from {Whose(name)} digests.",

            RunCommand = command => $"Run '{command}' on the machine that ActivitySync runs on.",
            MakeKey = (page, setting, command) =>
                $"Make a new key at {page}, set {setting} to it in the settings, and run '{command}' on the machine "
                + "that ActivitySync runs on.",
            AskDoctor = command =>
                $"Run '{command}' on the machine that ActivitySync runs on. It says what to do, line by line.",
            TryAtOnce = command =>
                $"You probably don't have to do anything: I keep trying. To try at once, run '{command}' on the "
                + "machine that ActivitySync runs on.",
            NothingToDo = "There is nothing to do.",
            SendDigest = (why, send) =>
                $"Run '{why}' on the machine that ActivitySync runs on to see why, and fix that. Then '{send}' sends "
                + "it after all.",
            ResendDigest = (name, command) =>
                $"{(name is null ? "If it isn't in your inbox" : $"Ask {name} whether it arrived. If not")}, run "
                + $"'{command}' on the machine that ActivitySync runs on to send another copy.",
            FixCause = why =>
                $"Run '{why}' on the machine that ActivitySync runs on to see why, and fix that. The email was about "
                + "one day, so I won't send it again. Later emails will come as usual once this is fixed.",

            LastRead = moment => $"The last time it worked was {moment}.",
            NeverRead = "It hasn't worked once so far.",
            DailyReminder = "I'll remind you once a day and tell you when it's fixed.",
            NoMoreReminders = "This is the all-clear: no more reminders about this.",
            OnceOnly = "I'll write about this only once. The next digest that arrives is the all-clear.",
            NextReminder = day => $"I'll remind you again on {day}, unless the new key is there by then.",
            LastReminder = source =>
                $"This is the last reminder. If {source} stops, I'll write once a day and tell you when it works "
                + "again.",
            AfterLastReminder = source =>
                $"As long as {source} can't be read, I'll write once a day, and tell you when it works again.",
            Details = message => $"In detail: {message}",

            DigestTitle = name => name is null ? "Your digest is there" : $"The digest for {name} is there",
            DigestBody = name => $"This week's suggestion is in {Whose(name)} inbox.",
        };

    private static string Whose(string? name) => name is null ? "your" : $"{name}'s";
}

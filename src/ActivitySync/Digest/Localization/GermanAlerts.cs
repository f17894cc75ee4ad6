using System.Globalization;

namespace ActivitySync.Digest.Localization;

/// <summary>Alerts and notifications in German.</summary>
internal static class GermanAlerts
{
    private const string Machine = "auf dem Rechner, auf dem ActivitySync läuft";

    public static AlertTexts Texts { get; } =
        new()
        {
            ReconnectSubject = source => $"{source} muss neu verbunden werden",
            SettingSubject = source => $"{source}: eine Einstellung stimmt nicht",
            StoppedSubject = source => $"{source}: bitte nachsehen",
            OutageSubject = source => $"{source} ist nicht erreichbar",
            RecoveredSubject = source => $"{source} läuft wieder",
            FailedSubject = (isDigest, isUncertain) =>
                $"{(isDigest ? "Ein Wochenbericht" : "Eine E-Mail")} kam {(isUncertain ? "vielleicht " : "")}nicht an",
            KeySubject = (source, day) => $"{source}-Schlüssel läuft am {day} ab",
            KeyEndedSubject = source => $"{source}-Schlüssel ist abgelaufen",
            NamedSubject = (subject, name) => $"{subject} ({name})",
            Moment = (date, time) => $"{date}, um {FormatTime(time)} Uhr",

            Reconnect = (source, name) =>
                $"{source} lässt mich {Activities(name)} nicht mehr lesen. Neue Läufe fehlen deshalb {InDigest(name)}.",
            Setting = (source, name) =>
                $"Wegen einer Einstellung kann ich {Activities(name)} bei {source} nicht lesen. Neue Läufe fehlen "
                + $"deshalb {InDigest(name)}.",
            Stopped = (source, name) =>
                $"Ich kann {Activities(name)} bei {source} nicht lesen. Neue Läufe fehlen deshalb {InDigest(name)}.",
            Outage = (source, name, hours) =>
                $"Seit mehr als {(hours == 1 ? "einer Stunde" : $"{hours} Stunden")} konnte ich {Activities(name)} bei "
                + $"{source} nicht lesen. Neue Läufe fehlen deshalb vielleicht {InDigest(name)}. Fehlt etwas, steht "
                + "dort, bis zu welchem Tag alles da ist.",
            Recovered = (source, name) =>
                $"Ich kann {Activities(name)} bei {source} wieder lesen, und im nächsten Wochenbericht sind alle "
                + "dabei.",
            FailedDigest = (day, name, isUncertain) =>
                $"{(name is null ? "Dein Wochenbericht" : $"Der Wochenbericht für {name}")} vom {day}, "
                + (
                    isUncertain
                        ? "kam vielleicht nicht an: Der E-Mail-Server hat nicht geantwortet."
                        : "kam nicht an. Den Vorschlag darin "
                            + $"{(name is null ? "kennst du" : $"kennt {name}")} also noch nicht."
                ),
            FailedEmail = (day, name, isUncertain) =>
                $"Eine E-Mail an {name ?? "dich"}, fällig am {day}, "
                + (isUncertain ? "kam vielleicht nicht an: Der E-Mail-Server hat nicht geantwortet." : "kam nicht an."),
            MoreFailed = count =>
                count switch
                {
                    1 => "Eine weitere E-Mail hat dasselbe Problem.",
                    2 => "Zwei weitere E-Mails haben dasselbe Problem.",
                    _ => $"Auch {count} andere E-Mails haben dasselbe Problem.",
                },
            MoreNotSentAgain = count =>
                count == 1
                    ? "Sie galt einem einzelnen Tag und kommt nicht noch einmal."
                    : "Sie galten einzelnen Tagen und kommen nicht noch einmal.",
            KeyEnds = (source, name, day, isPast) =>
                isPast
                    ? $"{Key(name)} für {source} galt nur bis {day}. Neue Läufe kann ich dort nicht mehr lesen, und "
                        + $"sie fehlen {InDigest(name)}."
                    : $"{Key(name)} für {source} gilt bis {day}. Danach kann ich dort keine neuen Läufe mehr lesen, "
                        + $"und sie fehlen {InDigest(name)}.",

            RunCommand = command => $"Führe {Machine}, '{command}' aus.",
            MakeKey = (page, setting, command) =>
                $"Leg auf {page} einen neuen Schlüssel an, trag ihn in den Einstellungen als {setting} ein und führe "
                + $"{Machine}, '{command}' aus.",
            AskDoctor = command => $"Führe {Machine}, '{command}' aus. Dort steht Zeile für Zeile, was zu tun ist.",
            TryAtOnce = command =>
                "Wahrscheinlich musst du nichts tun, denn ich versuche es weiter. Wenn es gleich sein soll: Führe "
                + $"{Machine}, '{command}' aus.",
            NothingToDo = "Du musst nichts tun.",
            SendDigest = (why, send) =>
                $"Führe {Machine}, '{why}' aus: Dort steht, warum. Wenn das behoben ist, schickt '{send}' den "
                + "Wochenbericht doch noch.",
            ResendDigest = (name, command) =>
                (
                    name is null
                        ? "Wenn er nicht in deinem Posteingang liegt, führe "
                        : $"Frag {name}, ob er angekommen ist. Wenn nicht, führe "
                ) + $"{Machine}, '{command}' aus. Das schickt ihn noch einmal.",
            FixCause = why =>
                $"Führe {Machine}, '{why}' aus: Dort steht, warum. Die E-Mail galt einem bestimmten Tag und kommt "
                + "nicht noch einmal; die nächsten kommen, sobald das behoben ist.",

            LastRead = moment => $"Zuletzt geklappt hat es am {moment}.",
            NeverRead = "Geklappt hat es bisher noch nie.",
            DailyReminder = "Ich erinnere dich einmal am Tag und sage Bescheid, wenn es behoben ist.",
            NoMoreReminders = "Das ist die Entwarnung: Daran erinnere ich dich nicht mehr.",
            OnceOnly = "Davon schreibe ich nur einmal. Der nächste Wochenbericht, der ankommt, ist die Entwarnung.",
            NextReminder = day => $"Ich erinnere dich wieder am {day}, wenn bis dahin kein neuer Schlüssel da ist.",
            LastReminder = source =>
                $"Das ist die letzte Erinnerung. Wenn {source} ausfällt, schreibe ich einmal am Tag und sage Bescheid, "
                + "wenn es wieder läuft.",
            AfterLastReminder = source =>
                $"Solange ich bei {source} nichts lesen kann, schreibe ich einmal am Tag und sage Bescheid, wenn es "
                + "wieder läuft.",
            Details = message => $"Genauer, auf Englisch: {message}",

            DigestTitle = name => name is null ? "Dein Wochenbericht ist da" : $"Der Wochenbericht für {name} ist da",
            DigestBody = name =>
                $"Der Vorschlag für diese Woche liegt im Posteingang{(name is null ? "" : $" von {name}")}.",
        };

    /// <summary>"02:00" is said as 2.</summary>
    private static string FormatTime(string time) =>
        time.EndsWith(":00", StringComparison.Ordinal)
            ? $"{int.Parse(time.AsSpan(0, time.IndexOf(':', StringComparison.Ordinal)), CultureInfo.InvariantCulture)}"
            : time;

    private static string Activities(string? name) =>
        name is null ? "deine Aktivitäten" : $"die Aktivitäten von {name}";

    private static string InDigest(string? name) =>
        name is null ? "in deinem Wochenbericht" : $"im Wochenbericht für {name}";

    private static string Key(string? name) => name is null ? "Dein Schlüssel" : $"Der Schlüssel von {name}";
}

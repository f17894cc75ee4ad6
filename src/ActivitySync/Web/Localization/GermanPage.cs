using ActivitySync.Web.Views;

namespace ActivitySync.Web.Localization;

/// <summary>The page in German.</summary>
internal static class GermanPage
{
    public static PageTexts Texts { get; } =
        new()
        {
            Tag = "de",
            Common = new CommonTexts
            {
                SkipToContent = "Zum Inhalt",
                SignOut = "abmelden",
                Pages = "Seiten",
                Tab = tab =>
                    tab switch
                    {
                        PageTab.Week => "Woche",
                        PageTab.Days => "Tage",
                        PageTab.Season => "Saison",
                        PageTab.Log => "Tagebuch",
                        _ => "Einstellungen",
                    },
                Saved = "Gespeichert.",
                Undo = "Rückgängig",
                Undone = "Rückgängig gemacht.",
                Save = "Speichern",
                Add = "Eintragen",
                Remove = "Entfernen",
                Errors = count => count == 1 ? "Eines stimmt noch nicht" : $"{count} Angaben stimmen noch nicht",
                NotFound = "Hier ist nichts",
                NotFoundText = "Die Adresse stimmt nicht, oder was hier war, gibt es nicht mehr.",
                Forbidden = "Dieses Formular gilt nicht mehr",
                ForbiddenText = "Gespeichert wurde nichts. Geh zurück, lade die Seite neu und versuch es noch einmal.",
                Invalid = "Das lässt sich so nicht speichern",
                Failed = "Das hat nicht geklappt",
                FailedText = "Gespeichert wurde nichts. Bitte versuch es in einer Minute noch einmal.",
                CannotUndo = "Das lässt sich nicht mehr rückgängig machen.",
            },
            SignIn = new SignInTexts
            {
                Heading = "Anmelden",
                User = "Dein Name hier oder deine E-Mail-Adresse",
                Send = "Link schicken",
                Sent = "Falls du hier bekannt bist, ist ein Link zu dir unterwegs. Er gilt einmal und 15 Minuten lang.",
                OnTheTerminal =
                    "Wer diesen Rechner betreut, kann einen Link ausgeben: activitysync page link --athlete NAME",
                Question = name => $"Als {name} anmelden?",
                Stays = "Dieser Browser bleibt angemeldet, bis du dich abmeldest oder 90 Tage nicht hier warst.",
                Confirm = name => $"Ja, als {name} anmelden",
                Used = "Dieser Link wurde schon benutzt. Jeder gilt nur einmal.",
                Expired = "Dieser Link gilt nicht mehr. Jeder gilt einmal und 15 Minuten lang.",
                TooMany = "Das war fürs Erste oft genug. Bitte versuch es in einer Stunde wieder.",
                MailSubject = "Dein Link zum Anmelden",
                MailText = (link, minutes) =>
                    $"Mit diesem Link meldest du dich bei ActivitySync an. Er gilt einmal und {minutes} Minuten lang:"
                    + $"\n\n{link}\n\n"
                    + "Falls du ihn nicht angefordert hast, vergiss ihn: Ohne ihn kommt niemand hinein.\n",
            },
            Week = new WeekPageTexts
            {
                RemoveBooking = "Ist abgesagt",
                Day = "Tag",
                OneQuestion = "Eine Frage",
                LastWeek = "Letzte Woche",
                HowToRoll = "So geht das Rollen",
                HowItDecides = "So wird entschieden",
                AddRace = "Wettkampf eintragen",
                Paused = day => $"Bis einschließlich {day} kommen keine E-Mails.",
                PausedIndefinitely = "Die E-Mails sind aus.",
                NotValid = "Das hat sich inzwischen geändert. Bitte schau noch einmal hin.",
                Declined = "Du hast gesagt: diese Woche nicht. Die nächste E-Mail schaut neu hin.",
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

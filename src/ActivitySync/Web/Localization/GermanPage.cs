using ActivitySync.Recovery.Tagging;
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
                Declined = "Du hast gesagt: diese Woche nicht. Die nächste E-Mail schaut neu hin.",
            },
            Days = new DaysPageTexts(),
            Season = new SeasonPageTexts
            {
                Heading = "Sechs Monate",
                ChartTitle = (from, to, time, longRuns, races, massages) =>
                    $"Training je Woche, {from} bis {to}: zusammen {time}, darin "
                    + $"{longRuns} {(longRuns == 1 ? "langer Lauf" : "lange Läufe")}, {races} Rennen und "
                    + $"{massages} {(massages == 1 ? "Massage" : "Massagen")}. "
                    + "Die Zahlen stehen in der Tabelle darunter.",
                ChartRegion = "Diagramm, seitlich verschiebbar",
                TableRegion = "Tabelle, seitlich verschiebbar",
                OtherRuns = "andere Läufe",
                BookedMassage = "Massage gebucht",
                AsTable = "Als Tabelle",
                WeekOf = "Woche ab",
                Time = "Zeit",
                Runs = "Läufe",
                LongRun = "Langer Lauf",
                Race = "Rennen",
                Massage = "Massage",
                Total = "Zusammen",
                RunCount = (runs, others) => others == 0 ? $"{runs}" : $"{runs} + {others} andere",
                Ahead = race => $"steht bevor: {race}",
                Booked = day => $"gebucht: {day}",
                ByMonth = "Läufe nach Monaten",
                Month = (month, what, time) => $"{month}: {what}, {time}",
                Earlier = month => $"Davor: {month}",
                Later = month => $"Danach: {month}",
                Nothing = "Bisher ist kein Lauf angekommen.",
            },
            Activity = new ActivityPageTexts
            {
                TakenFor = (what, sure) => sure.Length > 0 ? $"Gilt als: {what} ({sure})." : $"Gilt als: {what}.",
                Sure = "sicher",
                Guess = "vermutlich",
                YouSaid = "sagst du",
                PerhapsRace = "vielleicht ein Rennen",
                OrdinaryRun = "ein gewöhnlicher Lauf",
                OrdinaryTraining = "gewöhnliches Training",
                Because = reasons => $"Warum: {reasons}.",
                Reason = FormatReason,
                Importance = letter =>
                    letter switch
                    {
                        "A" => "A, das Ziel der Saison",
                        "B" => "B, ein Rennen",
                        _ => "C, Training mit Startnummer",
                    },
                ImportanceLine = importance => $"Wie wichtig: {importance}.",
                LeftOut = "Ein Wert, der nicht stimmen kann, zählt nicht mit.",
                CountedOnce = "Eine andere Aufzeichnung desselben Trainings zählt, diese deshalb nicht.",
                TooShort = "Unter 5 Minuten zählt nicht.",
                HeartRate = rate => $"Puls im Mittel {rate}",
                Question = "Was war das?",
                Race = "Ein Rennen",
                ImportanceQuestion = "Falls es ein Rennen war: wie wichtig war es?",
                LongRun = "Ein langer Lauf",
                Hard = "Eine harte Einheit",
                Easy = "Nichts Besonderes",
                Automatic = "Entscheide du",
                ChooseOne = "Wähle aus, was es war.",
                FromTitle = "Ein Hashtag im Titel zählt als deine Antwort. Ändern kannst du sie im Titel.",
                Copies = "Woher das kommt",
                File = name => $"Datei {name}",
                UnnamedFile = "Die Liste in einem Export deines Kontos",
                ExpiredCopy = source => $"{source}: Die Daten dürfen nicht länger gespeichert werden",
                Expired = "Ein abgelaufener Lauf",
                ExpiredText =
                    "Die Quelle erlaubt nur für einige Tage, seine Daten zu speichern. Sie sind gelöscht; was du "
                    + "gesagt hast, bleibt.",
            },
            Races = new RacesPageTexts(),
            Log = new LogPageTexts(),
            Emails = new EmailsPageTexts
            {
                Heading = "E-Mails",
                Next = time => $"Die nächste Wochenmail kommt am {time} Uhr.",
                SeePreview = "So sähe sie jetzt aus",
                History = "Bisher",
                Nothing = "Noch keine E-Mail.",
                Newer = "Neuere E-Mails",
                Older = "Ältere E-Mails",
                Back = "Alle E-Mails",
                Digest = (week, year) => $"Wochenmail, Woche {week}, {year}",
                DigestCopy = (week, year, copy) => $"Wochenmail, Woche {week}, {year}, Kopie {copy}",
                RacePlan = date => $"Rennen am {date}: der Plan",
                RaceLastDeep = date => $"Rennen am {date}: der letzte Tag für tiefe Massage",
                RaceEve = date => $"Rennen am {date}: der Abend davor",
                RaceAfter = date => $"Rennen am {date}: danach",
                RaceCheck = date => $"Rennen am {date}: ein Blick zurück",
                Medical = date => $"Bitte lesen: {date}",
                Alert = date => $"An den Betreiber, {date}",
                Sent = time => $"Verschickt am {time} Uhr.",
                Skipped = reason => reason.Length > 0 ? $"Nicht verschickt: {reason}." : "Nicht verschickt.",
                Failed = (time, reason) =>
                    reason.Length > 0 ? $"Aufgegeben am {time} Uhr: {reason}." : $"Aufgegeben am {time} Uhr.",
                MayHaveArrived = time =>
                    $"Verschickt am {time} Uhr; der Mailserver hat nicht geantwortet, vielleicht kam sie nicht an.",
                Sending = "Wird gerade verschickt.",
                Waiting = (time, reason) =>
                    reason.Length > 0
                        ? $"Nächster Versuch am {time} Uhr: {reason}."
                        : $"Nächster Versuch am {time} Uhr.",
                Due = time => $"Fällig am {time} Uhr; noch nicht verschickt.",
                NotDue = time => $"Fällig am {time} Uhr.",
                QuietWeek = "es war eine ruhige Woche",
                Obsolete = "es gab nichts mehr zu sagen",
                Included = "es steht in der Wochenmail von diesem Tag",
                OnePerDay = "an diesem Tag ging schon eine E-Mail hinaus",
                Missed = "der Server war zu der Zeit aus",
                Paused = "die E-Mails hatten Pause",
                Resolved = "es hatte sich vorher erledigt",
                NoTraining = "ohne Training warten die Wochenmails auf deinen nächsten Lauf",
                RenderedAgain =
                    "Die E-Mail selbst ist nicht mehr gespeichert. So wäre sie für denselben Tag nach dem, was jetzt "
                    + "bekannt ist; Einzelheiten können abweichen.",
                Preview = "So sähe sie jetzt aus.",
                NothingToShow = "Hier gibt es keinen Text zu zeigen.",
                AsSent = "Mit Farben und Diagramm ansehen",
                SendAgain = "Noch einmal schicken",
                SendNote = "Eine Kopie geht gleich an deine Adresse: dieselbe Woche, mit dem Rat für heute.",
                CannotSend = "Dieser Rechner verschickt gerade keine E-Mails, also auch keine Kopie.",
                TooSoon = "Gerade ging eine Kopie hinaus. Warte bitte eine Minute bis zur nächsten.",
            },
            Settings = new SettingsPageTexts(),
            Connect = new ConnectPageTexts(),
            Admin = new AdminPageTexts(),
        };

    private static string FormatReason(string reason, ReasonFacts facts) =>
        reason switch
        {
            FeatureNames.SourceTag => "an der Quelle so markiert",
            FeatureNames.DeviceRace => "die Uhr nennt es ein Rennen",
            FeatureNames.Multisport => "mehrere Sportarten in einem",
            FeatureNames.RaceCalendar => "es steht in deinem Rennkalender",
            FeatureNames.StoppedEarly => "kürzer als das Rennen in deinem Kalender",
            FeatureNames.RaceName => "der Titel nennt ein Rennen",
            FeatureNames.DistanceInName => "der Titel nennt die Strecke",
            FeatureNames.MarathonDistance => $"{facts.Distance} sind ein Marathon",
            FeatureNames.StandardDistance => $"{facts.Distance} sind eine Wettkampfstrecke",
            FeatureNames.OwnBestPace => "einer deiner schnellsten über diese Strecke",
            FeatureNames.RaceHeartRate or FeatureNames.HighHeartRate => $"Puls im Mittel {facts.HeartRate}",
            FeatureNames.NoStops => "ohne Halt",
            FeatureNames.WeekendMorning => $"am {facts.Weekday}morgen",
            FeatureNames.FinishTime => "der Titel nennt deine Zeit",
            FeatureNames.VersusUsualRun => $"das {facts.TimesUsual}-fache deiner üblichen {facts.UsualTime}",
            FeatureNames.ShareOfWeek => $"{facts.PercentOfWeek} % einer üblichen Woche",
            FeatureNames.LongestInSevenDays => "dein längster in sieben Tagen",
            FeatureNames.Spike => "mit Abstand dein längster in einem Monat",
            FeatureNames.UsualWeekday => $"am {facts.Weekday}, deinem üblichen Tag dafür",
            FeatureNames.LongName => "der Titel sagt: langer Lauf",
            FeatureNames.PerceivedExertion => $"du hast es mit {facts.Exertion} von 10 bewertet",
            FeatureNames.HardName => "der Titel sagt, dass es hart war",
            FeatureNames.RepetitionsInName => "Wiederholungen im Titel",
            FeatureNames.FastForDuration => "einer deiner schnellsten dieser Länge",
            FeatureNames.AthleteLabel => "das ist deine eigene Antwort",
            ExplanationReasons.Distance => facts.Distance,
            ExplanationReasons.UsualMinutes => $"dein üblicher Lauf dauert {facts.UsualTime}",
            ExplanationReasons.EndedEarly => "ein langer Tag, vorzeitig beendet",
            _ => $"{facts.Time} in Bewegung",
        };
}

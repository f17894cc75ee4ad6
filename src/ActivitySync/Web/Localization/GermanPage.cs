using System.Globalization;
using ActivitySync.Recovery;
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
                NotValid = "Das hat sich inzwischen geändert. Bitte schau noch einmal hin.",
                Declined = "Du hast gesagt: diese Woche nicht. Die nächste E-Mail schaut neu hin.",
            },
            Days = new DaysPageTexts
            {
                Heading = "Die nächsten drei Wochen",
                Caption = (from, to) =>
                    $"{from} bis {to}, je Tag ein Wort: Ideal (vorgeschlagen), Geht (jede Massage), Sanft (nur eine "
                    + "sanfte) oder Nein (siehe unten).",
                Weekdays = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
                Word = word =>
                    word switch
                    {
                        DayWord.Best => "Ideal",
                        DayWord.Ok => "Geht",
                        DayWord.Light => "Sanft",
                        DayWord.Race => "Ren\u00ADnen",
                        _ => "Nein",
                    },
                Today = "heute",
                Booked = "ge\u00ADbucht",
                BlockedHeading = "Warum manche Tage nicht gehen",
                NothingBlocked = "Jeder Tag passt.",
                LightOnly = "Nur sanft.",
                BookingsHeading = "Gebucht",
                NoBookings = "Es ist keine Massage gebucht.",
                BookHeading = "Massage gebucht?",
                Book = "Buchung speichern",
                PlannedHeading = "Geplantes Training",
                NothingPlanned =
                    "Nichts geplant. Harte und lange Tage, lockere Tage und Ruhetage verschieben die guten Tage.",
                PlanHeading = "Etwas vor?",
                PlannedKind = kind =>
                    kind switch
                    {
                        PlannedSessionKind.Hard => "Harte Einheit",
                        PlannedSessionKind.LongRun => "Langer Lauf",
                        PlannedSessionKind.Easy => "Locker",
                        _ => "Ruhetag",
                    },
                Races = "Deine Rennen",
                CalendarHeading = "In deinem Kalender",
                CalendarText =
                    "Abonnier diese Adresse, dann stehen die vorgeschlagenen Tage in deinem Kalender. Wer sie hat, "
                    + "kann sie lesen.",
            },
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
            Races = new RacesPageTexts
            {
                Heading = "Deine Rennen",
                Ahead = "Was kommt",
                Past = "Gelaufen",
                Nothing = "Noch kein Rennen. Trag eines ein, dann richten sich die Tage davor und danach danach.",
                AddHeading = "Rennen eintragen",
                ChangeHeading = "Dieses Rennen ändern",
                Change = "Ändern",
                Name = "Name",
                Distance = unit => $"Strecke in {unit}, falls du sie weißt",
                Importance = "Wie wichtig ist es dir?",
                ImportanceChoice = importance =>
                    importance switch
                    {
                        Importance.A => "A: das Ziel der Saison",
                        Importance.B => "B: ein Rennen",
                        Importance.C => "C: Training mit Startnummer",
                        _ => "Entscheide du: B, bei einem Parkrun C",
                    },
                DaysToGo = days =>
                    days switch
                    {
                        0 => "heute",
                        1 => "morgen",
                        _ => $"in {days} Tagen",
                    },
                FromCalendar = (number, place) =>
                    $"Aus Rennkalender {number}{(place.Length > 0 ? $" ({place})" : "")}, er würde es wieder "
                    + "eintragen. Entfern es dort, oder trag hier ein Rennen für den Tag ein: Deines zählt.",
                FromAnyCalendar = "Aus einem Rennkalender, er würde es wieder eintragen. Entfern es dort.",
                NameMissing = "Gib dem Rennen einen Namen.",
                DistanceInvalid = (unit, example) => $"Die Strecke ist eine Zahl in {unit}, etwa {example}.",
            },
            Log = new LogPageTexts
            {
                Heading = "Dein Tagebuch",
                ReportHeading = "Gibt es etwas Neues?",
                Nothing = "Hier steht noch nichts.",
                Older = "Ältere",
                Newer = "Neuere",
                Massage = kind => $"Massage: {kind}",
                BookedMassage = kind => $"Gebuchte Massage: {kind}",
                Feeling = answer => $"Beine nach der Massage: {answer}",
                Pain = (area, severity, signs) =>
                    "Tut weh"
                    + (area.Length > 0 ? $": {area}" : "")
                    + $", {severity} von 10"
                    + (signs.Length > 0 ? $", {signs}" : ""),
                Gone = day => $"weg am {day}",
                Illness = kind => kind.Length > 0 ? $"Krank: {kind}" : "Krank",
                Race = (name, distance) =>
                    "Rennen" + (name.Length > 0 ? $": {name}" : "") + (distance.Length > 0 ? $", {distance}" : ""),
                Planned = kind => $"Geplant: {kind}",
                FromTitle = source => $"Aus einem Titel bei {source}: Entfern dort den Hashtag.",
                FromCalendar = "Aus einem Kalender: Entfern es dort.",
                PainGone = "Ist weg",
                Date = "Tag",
                MassageHeading = "Ich hatte eine Massage",
                MassageKindLabel = "Welche?",
                MassageKind = kind =>
                    kind switch
                    {
                        MassageKind.Swedish => "Klassisch (sanft)",
                        MassageKind.DeepTissue => "Tiefengewebe",
                        MassageKind.ActiveRelease => "Physiotherapie, für eine Stelle, die wehtut",
                        _ => "Eine andere, oder ich weiß es nicht",
                    },
                MassageNote = "Die nächste wird von diesem Tag an geplant. Du kannst es rückgängig machen.",
                PainHeading = "Etwas tut weh",
                SideLabel = "Welche Seite?",
                Side = side =>
                    side switch
                    {
                        "left" => "links",
                        "right" => "rechts",
                        _ => "beide, oder keine von beiden",
                    },
                AreaLabel = "Wo?",
                ChooseArea = "Stelle auswählen",
                Areas = new Dictionary<string, string>
                {
                    ["foot"] = "Fuß",
                    ["heel"] = "Ferse",
                    ["arch"] = "Fußgewölbe",
                    ["plantar"] = "Fußsohle",
                    ["toe"] = "Zeh",
                    ["ankle"] = "Knöchel",
                    ["achilles"] = "Achillessehne",
                    ["calf"] = "Wade",
                    ["shin"] = "Schienbein",
                    ["knee"] = "Knie",
                    ["quad"] = "Oberschenkel vorn",
                    ["thigh"] = "Oberschenkel",
                    ["hamstring"] = "Oberschenkel hinten",
                    ["groin"] = "Leiste",
                    ["hip"] = "Hüfte",
                    ["glute"] = "Gesäß",
                    ["buttock"] = "Gesäß",
                    ["lower back"] = "Kreuz",
                    ["back"] = "Rücken",
                    ["chest"] = "Brust",
                    ["shoulder"] = "Schulter",
                    ["neck"] = "Nacken",
                },
                AreaWithSide = (area, side) => $"{area} {side}",
                OtherArea = "Oder woanders, in deinen Worten",
                SeverityLabel = "Wie sehr, wenn es am stärksten ist?",
                Severity = severity =>
                    severity switch
                    {
                        0 => "gerade gar nicht",
                        1 => "kaum",
                        2 => "ein wenig",
                        3 => "spürbar",
                        4 => "deutlich",
                        5 => "ich laufe anders",
                        6 => "Laufen fällt schwer",
                        7 => "ich muss aufhören",
                        8 => "auch Gehen tut weh",
                        9 => "sehr stark",
                        _ => "schlimmer geht es nicht",
                    },
                Since = "Seit wann?",
                SignsLabel = "Kreuz alles an, was stimmt",
                Signs = new Dictionary<string, string>
                {
                    ["chest-pain"] = "Meine Brust tut weh",
                    ["breathless"] = "Ich bekomme schlecht Luft",
                    ["collapse"] = "Ich bin zusammengebrochen",
                    ["confusion"] = "Ich bin verwirrt",
                    ["dark-urine"] = "Mein Urin ist dunkel",
                    ["one-sided-swelling"] = "Eine Wade oder ein Bein ist geschwollen, die andere Seite nicht",
                    ["warm-red-calf"] = "Eine Wade ist warm und rot",
                    ["new-numbness"] = "Etwas ist taub geworden",
                    ["new-weakness"] = "Etwas ist schwach geworden",
                    ["bladder-bowel"] = "Blase oder Darm arbeiten nicht wie sonst",
                    ["pinpoint-bone"] = "Es tut an einem Punkt am Knochen weh",
                    ["rest-or-night-pain"] = "Es tut in Ruhe oder nachts weh",
                    ["worsening"] = "Es wird schlimmer",
                    ["limping"] = "Ich humple",
                    ["cannot-hop"] = "Auf dem Bein hüpfen geht nicht",
                    ["pop"] = "Es hat geknackt",
                    ["bruise"] = "Da ist ein Bluterguss",
                    ["swelling"] = "Es ist geschwollen",
                    ["locking"] = "Das Gelenk blockiert",
                    ["giving-way"] = "Es knickt weg",
                    ["open-wound"] = "Da ist eine offene Wunde",
                    ["blister"] = "Da ist eine Blase",
                    ["burn"] = "Die Haut ist verbrannt",
                    ["skin-infection"] = "Die Haut ist entzündet",
                    ["varicose"] = "Da sind Krampfadern",
                    ["surgery-site"] = "Ich wurde dort operiert",
                },
                PainNote = "Die Antwort kommt sofort. Du kannst es rückgängig machen.",
                IllnessHeading = "Ich bin krank",
                IllnessKind = "Was ist es? In deinen Worten: Fieber, Erkältung",
                IllnessNote = "Jede Krankheit verschiebt die Massagen. Du kannst es rückgängig machen.",
                Noted = "Danke, ist notiert",
                AdviceNow = "Mein Vorschlag jetzt",
                ThisWeek = "Diese Woche",
                NotSaved = "Was du gemeldet hast, ließ sich nicht speichern. Die Antwort oben gilt trotzdem.",
                CannotUndo =
                    "Rückgängig machen geht 24 Stunden lang, einmal, und nur, solange nichts Neueres denselben Eintrag "
                    + "geändert hat. Alles, was du gemeldet hast, steht in deinem Tagebuch.",
                DateMissing = "Wähl einen Tag.",
                InFuture = day => $"{day} kommt erst noch. Nimm heute oder einen früheren Tag.",
                InPast = day => $"{day} ist vorbei. Nimm heute oder einen späteren Tag.",
                KindMissing = "Wähl eine Art aus.",
                AreaMissing = "Wähl aus, wo es wehtut, oder sag es in deinen Worten.",
                SeverityMissing = "Wähl aus, wie sehr es wehtut.",
                SignUnknown = "Wähl die Zeichen aus der Liste.",
                IllnessMissing = "Sag in deinen Worten, was es ist.",
                TooLong = max => $"Das ist zu lang. Höchstens {max} Zeichen.",
            },
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
            Settings = new SettingsPageTexts
            {
                Heading = "Einstellungen",
                Intro = "Was du hier änderst, gilt sofort, auch für die nächste E-Mail.",
                Label = key =>
                    key switch
                    {
                        "Language" => "Sprache",
                        "Units" => "Einheiten",
                        "Budget" => "So viele Massagen sind drin",
                        "Rhythm" => "So oft gehst du",
                        "EarlyGentle" => "Sanfte Massage gleich nach dem Wettkampf",
                        "Conditions" => "Medizinisches, das man beim Massieren wissen sollte",
                        "Digest:Day" => "Tag der Wochen-E-Mail",
                        "Digest:Time" => "Uhrzeit",
                        "Digest:QuietWeeks" => "In einer ruhigen Woche",
                        "RaceMails" => "E-Mails rund um einen Wettkampf",
                        _ => key,
                    },
                Choice = (key, value) =>
                    (key, value) switch
                    {
                        ("Language", "en") => "English",
                        ("Language", "de") => "Deutsch",
                        ("Units", "metric") => "Kilometer",
                        ("Units", "imperial") => "Meilen",
                        ("Budget", "regular") => "regelmäßig",
                        ("Budget", "occasional") => "ab und zu",
                        ("Budget", "none") => "keine: Ich mache es selbst",
                        ("Rhythm", "auto") => "aus meinem Tagebuch ablesen",
                        ("Rhythm", "weekly") => "jede Woche",
                        ("Rhythm", "monthly") => "etwa einmal im Monat",
                        ("Rhythm", "lapsed") => "schon länger nicht",
                        ("Rhythm", "unknown") => "sage ich lieber nicht",
                        ("Digest:QuietWeeks", "short") => "eine kurze E-Mail",
                        ("Digest:QuietWeeks", "skip") => "keine E-Mail",
                        ("Digest:Day", "Monday") => "Montag",
                        ("Digest:Day", "Tuesday") => "Dienstag",
                        ("Digest:Day", "Wednesday") => "Mittwoch",
                        ("Digest:Day", "Thursday") => "Donnerstag",
                        ("Digest:Day", "Friday") => "Freitag",
                        ("Digest:Day", "Saturday") => "Samstag",
                        ("Digest:Day", "Sunday") => "Sonntag",
                        (_, "true") => "ja",
                        (_, "false") => "nein",
                        _ => value,
                    },
                Hint = key =>
                    key switch
                    {
                        "Conditions" =>
                            "Eines pro Zeile. Steht hier etwas, schlage ich keine Massage vor, bis die Arztpraxis ja "
                                + "gesagt hat.",
                        "EarlyGentle" => "Die meisten warten ein paar Tage.",
                        _ => "",
                    },
                LockedByEnvironment = "Das ist auf dem Rechner festgelegt und lässt sich hier nicht ändern.",
                LockedByOperator = "Das kann nur ändern, wer den Rechner betreut.",
                NotValid = label => $"{label}: Bitte sieh hier noch einmal nach.",
                PauseHeading = "Pause",
                PauseUntil = "Letzter Tag ohne E-Mails",
                Pause = "E-Mails anhalten",
                Resume = "E-Mails wieder einschalten",
                CalendarHeading = "Dein Kalender",
                CalendarText =
                    "Abonniere diese Adresse, dann stehen die vorgeschlagenen Tage in deinem Kalender. Wer sie "
                    + "hat, kann sie lesen.",
                NewCalendarLink = "Neue Adresse, und diese gilt nicht mehr",
                SessionsHeading = "Hier bist du angemeldet",
                Session = (browser, day) => $"{browser}, zuletzt am {day}",
                ThisBrowser = "dieser Browser",
                EndSession = "Abmelden",
                EndSessionOf = session => $"Abmelden: {session}",
                SignOutEverywhere = "Überall abmelden",
                MoreHeading = "Mehr",
                Sources = "Quellen und Dateien",
                Races = "Wettkämpfe",
                Emails = "Bisherige E-Mails",
                Admin = "Dieser Rechner",
                Export = "Alles herunterladen, was über dich gespeichert ist",
                Delete = "Alles über dich löschen",
                DeleteLines =
                [
                    "In 24 Stunden wird alles gelöscht, was über dich gespeichert ist: Läufe, deine Einträge, E-Mails, "
                        + "Zugänge zu deinen Quellen, auch in den Sicherungen. Dann bist du abgemeldet und bekommst "
                        + "keine E-Mails mehr.",
                    "Bis dahin kannst du es hier zurücknehmen, und alles läuft weiter wie immer.",
                    "Nicht gelöscht werden E-Mails in deinem Postfach, heruntergeladene Dateien, Dateien in einem "
                        + "überwachten Ordner, und Kopien, die der Betreiber dieses Rechners anderswo angelegt hat.",
                ],
                DeleteConfirm = name => $"Zur Bestätigung deinen Namen eingeben: {name}",
                DeleteNotConfirmed = name => $"Gib zur Bestätigung {name} ein. Nichts wurde gelöscht.",
                DeleteButton = "In 24 Stunden alles löschen",
                DeletePending = (day, time) => $"Alles über dich wird nach {day}, {time} Uhr, gelöscht.",
                Keep = "Meine Daten behalten",
            },
            Connect = new ConnectPageTexts
            {
                Heading = "Woher deine Läufe kommen",
                State = state =>
                    state switch
                    {
                        SourceState.Off => "aus",
                        SourceState.NotConnected => "nicht verbunden",
                        SourceState.NotReadYet => "verbunden",
                        SourceState.Connected => "verbunden",
                        SourceState.Waiting => "verbunden, wartet",
                        SourceState.NeedsAthlete => "braucht dich",
                        _ => "braucht den Betreiber",
                    },
                Explain = (state, source) =>
                    state switch
                    {
                        SourceState.Off =>
                            $"{source} ist für dich aus. Wer diesen Rechner betreut, kann es einschalten.",
                        SourceState.NotConnected => $"Verbinde {source}, dann kommen deine Läufe von allein.",
                        SourceState.NotReadYet => $"{source} ist verbunden. Deine Läufe werden gerade gelesen.",
                        SourceState.Connected => "Deine Läufe kommen von allein.",
                        SourceState.Waiting => $"{source} antwortet gerade nicht. Es geht von allein weiter.",
                        SourceState.NeedsAthlete => $"{source} lässt uns nicht mehr hinein. Verbinde es neu.",
                        _ => $"Eine Einstellung für {source} stimmt nicht. Wer diesen Rechner betreut, sieht, welche.",
                    },
                ReadAt = moment => $"Zuletzt gelesen: {moment}.",
                Moment = (date, time) => string.Create(CultureInfo.InvariantCulture, $"{date}, {time:HH:mm} Uhr"),
                Done = source => $"{source} ist verbunden. Deine Läufe werden gelesen, das kann eine Minute dauern.",
                Disconnected = source => $"{source} ist getrennt, und was von dort kam, ist gelöscht.",
                NotConfirmed = source =>
                    $"{source} hat nicht bestätigt, dass der Zugriff beendet ist. Beende ihn bitte auch dort im Konto.",
                OtherWay = "Verbinden und Adresse kopieren",
                OtherWayHint = source =>
                    $"Nimm die kopierte Adresse, wenn {source} meldet, dass die Weiterleitung nicht stimmt.",
                ConnectTo = source => $"{source} verbinden",
                OpenAddress = box => $"Öffne diese Seite, melde dich als du selbst an und lass „{box}“ angehakt.",
                CopyAddress =
                    "Die Seite, auf der du landest, lädt nicht; das macht nichts. Kopiere ihre Adresse hierher.",
                AnswerLabel = "Die Adresse der letzten Seite",
                ConnectButton = "Verbinden",
                Back = "Zurück",
                KeyLabel = "Dein Schlüssel",
                KeyHint = "Er wird sofort geprüft, verschlüsselt gespeichert und nie wieder angezeigt.",
                MakeKey = source => $"Schlüssel bei {source} anlegen",
                ExpiresLabel = "Sein letzter Tag (wenn du ihn weißt)",
                SaveKey = "Schlüssel prüfen und speichern",
                KeyEnded = day => $"Der Schlüssel galt bis {day}. Leg einen neuen an und trag ihn hier ein.",
                KeyEnds = (day, days) =>
                    days switch
                    {
                        < 0 => $"Der Schlüssel galt bis {day}.",
                        0 => "Der Schlüssel gilt nur noch heute.",
                        1 => $"Der Schlüssel gilt noch bis morgen, {day}.",
                        _ => $"Der Schlüssel gilt bis {day}, noch {days} Tage.",
                    },
                KeyFromEnvironment =
                    "Den Schlüssel hat gesetzt, wer diesen Rechner betreut; hier lässt er sich nicht ändern.",
                KeyFromFile = "Der Schlüssel steht in der Einstellungsdatei. Einer, den du hier einträgst, geht vor.",
                DisconnectFrom = source => $"{source} trennen",
                DisconnectDeletes = source =>
                    $"Das beendet den Zugriff auf {source} und löscht, was von dort kam: deine Läufe und was du in "
                    + "ihre Titel geschrieben hast. Was du hier gemeldet hast, bleibt. Rückgängig geht das nicht, neu "
                    + "verbinden schon.",
                DisconnectKey = source => $"Der Schlüssel selbst gilt weiter. Lösch ihn auch bei {source}.",
                DisconnectButton = "Trennen und löschen",
                NoAddress = "Das ist nicht die ganze Adresse. Kopiere sie von http bis zum Ende.",
                NoKey = source => $"Das ist kein Schlüssel. Kopiere den Text, den {source} anzeigt.",
                InvalidLastDay = "Der letzte Tag muss in der Zukunft liegen. Oder lass das Feld leer.",
                NotAskedHere =
                    "Diese Antwort gehört nicht zu deinem letzten Versuch in diesem Browser. Verbunden ist nichts. "
                    + "Fang noch einmal an.",
                AnswerExpired = "Das hat mehr als eine Stunde gedauert. Verbunden ist nichts. Fang noch einmal an.",
                Declined = source => $"Du hast bei {source} abgelehnt, also ist nichts verbunden.",
                PermissionMissing = (source, box) =>
                    $"Bei {source} war „{box}“ nicht angehakt. Es würden Läufe fehlen, darum ist nichts verbunden. "
                    + "Fang noch einmal an und lass das Häkchen stehen.",
                AccountTaken = source =>
                    $"Dieses Konto bei {source} ist hier für jemand anderen verbunden. Melde dich dort erst als du "
                    + "selbst an.",
                OtherAccount = source =>
                    $"Du bist mit einem anderen Konto bei {source} verbunden. Trenne zuerst das alte.",
                KeyRefused = source =>
                    $"{source} nimmt diesen Schlüssel nicht an. Ein neuer beendet den alten, also kopiere den "
                    + "neuesten.",
                AnswerRefused = source =>
                    $"{source} hat abgelehnt. Verbunden ist nichts. Versuch es in einer Minute noch einmal.",
                Misconfigured = source =>
                    $"{source} lässt sich noch nicht verbinden: Eine Einstellung fehlt oder stimmt nicht. Sag es der "
                    + "Person, die diesen Rechner betreut.",
                Unavailable = source => $"{source} antwortet gerade nicht. Bitte versuch es später noch einmal.",
                FilesHeading = "Dateien",
                FilesHint =
                    "Von deiner Uhr oder aus einem Export: FIT, TCX und GPX, auch gepackt (.gz, .zip). Es dürfen "
                    + "mehrere auf einmal sein, zusammen höchstens 300 MB.",
                FilesLabel = "Dateien auswählen",
                Upload = "Hochladen",
                Inbox = folder => $"Was in diesem Ordner liegt, wird von allein gelesen: {folder}",
                LatestUploads = "Zuletzt hochgeladen",
                UploadOf = moment => $"Hochgeladen {moment}",
                TooLarge = limit => $"Die Dateien haben zusammen mehr als {limit} MB. Schick sie in Teilen.",
                TooManyFiles = limit => $"Das sind mehr als {limit} Dateien. Schick sie in Teilen oder als ein Archiv.",
                TooManyUploads = "Was du vorher geschickt hast, wird noch gelesen. Bitte warte so lange.",
                NoSpace = "Auf diesem Rechner ist zu wenig Platz für diese Dateien.",
                NoFile = "Wähl mindestens eine Datei aus.",
                Interrupted =
                    "Das Hochladen ist abgebrochen, behalten wurde nichts. Bitte schick die Dateien noch einmal.",
                ImportHeading = "Deine Dateien",
                ImportOpen = waiting => waiting == 1 ? "Noch eine Datei" : $"Noch {waiting} Dateien",
                ImportDone = "Deine Dateien sind gelesen",
                ImportRefreshes = "Diese Seite zeigt sich neu, bis alle fertig sind. Du musst nicht warten.",
                ImportSummary = (imported, duplicates, skipped, refused) =>
                    EnglishPage.JoinCounts(
                        (imported, "gelesen"),
                        (duplicates, "schon bekannt"),
                        (skipped, "ohne Aktivität"),
                        (refused, "abgelehnt")
                    ),
                FileColumn = "Datei",
                ResultColumn = "Ergebnis",
                Waits = "wartet",
                Imported = "gelesen",
                Duplicate = "schon bekannt",
                Skipped = "keine Aktivität darin",
                Refused = "abgelehnt",
                MoreFiles = "Weitere Dateien",
                ToRuns = "Zu deinen Läufen",
                AdminLink = "Zustand dieses Rechners",
            },
            Admin = new AdminPageTexts
            {
                Heading = "Zustand dieses Rechners",
                AllWell = "Alles in Ordnung",
                AttentionNeeded = "Hier ist etwas zu tun",
                Started = "Läuft. Das Ergebnis erscheint hier.",
                Invited = "Ein Link zum Anmelden ist unterwegs.",
                SessionEnded = "Die Sitzung ist beendet.",
                Tasks = "Von hier gestartet",
                TaskOpen = (athlete, task) => $"{athlete}: {task}. Läuft noch.",
                TaskEnded = (moment, athlete, task, isDone, line) =>
                    $"{moment}, {athlete}: {task}. {(isDone ? "Erledigt." : "Hat nicht geklappt.")} {line}",
                Sources = "Quellen",
                Athlete = "Wer",
                Source = "Quelle",
                State = "Zustand",
                LastRead = "Zuletzt gelesen",
                NextStep = "Nächster Schritt",
                Never = "nie",
                TurnOn = (setting, athlete) => $"Zum Einschalten {setting} von {athlete} auf true setzen.",
                HasToConnect = athlete => $"{athlete} verbindet es auf der Seite „Verbinden“.",
                OtherAthletes = count =>
                    $"{count} weitere sind hier nicht aufgeführt; 'activitysync status --json' zeigt alle.",
                Actions = "Jetzt tun",
                ActionsHint = "Der Link zum Anmelden geht an die eigene Adresse der Person und gilt 15 Minuten.",
                SyncNow = "Jetzt abgleichen",
                TestMail = "Test-E-Mail schicken",
                SendDigest = "Wochenmail schicken",
                Invite = "Link zum Anmelden schicken",
                Emails = "E-Mails",
                NextDigest = moment => $"Nächste Wochenmail: {moment}.",
                EmailsOff = "Die E-Mails sind aus.",
                EmailsPaused = day => $"Bis einschließlich {day} kommen keine E-Mails.",
                Outbox = (waiting, failed) => $"{waiting} warten, {failed} sind in der letzten Woche nicht angekommen.",
                Sessions = "Angemeldet",
                NoSession = "Niemand ist angemeldet.",
                Browser = "Browser",
                LastSeen = "Zuletzt da",
                EndSession = "Beenden",
                Jobs = "Aufgaben",
                NoJob = "Noch keine Aufgabe ist gelaufen.",
                JobDone = moment => $"zuletzt erledigt {moment}",
                JobFailed = (moment, failures) =>
                    $"{(failures == 1 ? "einmal" : $"{failures} Mal nacheinander")} gescheitert, "
                    + $"zuletzt erledigt {moment}",
                Machine = "Rechner",
                Version = "Version",
                Runtime = "Laufzeit",
                Memory = "Belegter Speicher",
                DiskFree = "Frei auf der Platte",
                DatabaseSize = "Datenbank",
                NewestBackup = "Neueste Sicherung",
                NoBackup = "noch keine",
                Log = "Letzte Zeilen des Protokolls",
                Report = "Bericht zum Kopieren",
                ReportHint = "Für jemanden, der hilft: ohne Gesundheitsdaten und ohne Namen.",
            },
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

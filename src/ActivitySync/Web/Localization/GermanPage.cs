using ActivitySync.Recovery;
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
                    + $"\n\n{link}\n\nFalls du ihn nicht angefordert hast, vergiss ihn: Ohne ihn kommt niemand hinein.\n",
            },
            Week = new WeekPageTexts
            {
                Booked = "Ist gebucht",
                HadMassage = "Ich hatte eine Massage",
                Hurts = "Etwas tut weh",
                NotThisWeek = "Diese Woche nicht",
                RemoveBooking = "Ist abgesagt",
                Day = "Tag",
                OneQuestion = "Eine Frage",
                LastWeek = "Letzte Woche",
                WasRace = "Das war ein Wettkampf",
                JustRun = "Nur ein Lauf",
                Ran = "Bin ich gelaufen",
                DidNotStart = "Bin nicht gestartet",
                Yes = "Ja",
                No = "Nein",
                Better = "Besser",
                Same = "Gleich",
                Worse = "Schlechter",
                PainGone = "Es ist wieder gut",
                SawSomeone = "Jemand hat es sich angesehen",
                HowToRoll = "So geht das Rollen",
                HowItDecides = "So wird entschieden",
                AddRace = "Wettkampf eintragen",
                Paused = day => $"Bis einschließlich {day} kommen keine E-Mails.",
                PausedIndefinitely = "Die E-Mails sind aus.",
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
            },
            Season = new SeasonPageTexts(),
            Activity = new ActivityPageTexts(),
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
                    $"Aus Rennkalender {number}{(place.Length > 0 ? $" ({place})" : "")}, er würde es wieder eintragen. "
                    + "Entfern es dort, oder trag hier ein Rennen für den Tag ein: Deines zählt.",
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
                FromCalendar = "Aus einem Rennkalender: Entfern es dort.",
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
                NotSaved =
                    "Was du gemeldet hast, ließ sich nicht speichern. Die Antwort oben gilt trotzdem.",
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
            Emails = new EmailsPageTexts(),
            Settings = new SettingsPageTexts(),
            Connect = new ConnectPageTexts(),
            Admin = new AdminPageTexts(),
        };
}

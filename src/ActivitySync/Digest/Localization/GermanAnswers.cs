namespace ActivitySync.Digest.Localization;

/// <summary>The page that a link of a German email opens.</summary>
internal static class GermanAnswers
{
    /// <param name="formatArea">Names an area in German.</param>
    public static AnswerPageTexts CreateTexts(Func<string, string> formatArea) =>
        new()
        {
            ChooseHeading = "Was ist deine Antwort?",
            Save = "Speichern",
            Undo = "Rückgängig",
            Saved = "Gespeichert",
            WasSaved = "Das war schon so gespeichert.",
            EarlierStays =
                "Deine frühere Antwort wurde inzwischen geändert, oder ist zu alt, um sie zurückzunehmen. Was sie "
                + "gespeichert hat, bleibt deshalb. Ändern geht auf deiner Seite.",
            Undone = "Rückgängig gemacht",
            UndoneText = "Alles ist wieder so wie vor deiner Antwort.",
            NotSaved = "Nichts wurde gespeichert",
            UndoExpired = "Das ist über einen Tag her. Auf deiner Seite kannst du es noch ändern.",
            UndoChanged = "Inzwischen ist etwas Neueres gespeichert, deshalb bleibt es. Ändern geht auf deiner Seite.",
            ToWeek = "Deine Woche",
            AnswerAgain = "Noch einmal antworten",
            NotValid = "Dieser Link geht nicht",
            NotValidText = "Links in E-Mails gelten zwei Wochen, und nur für die Person, die sie bekommen hat.",
            Unreadable = "Etwas fehlt oder ist nicht lesbar. Bitte sieh dir deine Angaben noch einmal an.",
            Gone = "Worauf du antwortest, gibt es nicht mehr.",
            WhichDay = "Welcher Tag?",
            WhichKind = "Welche Art?",
            WhichRace = "Welches Rennen?",
            WhichPain = "Was ist weg?",
            KindUnknown = "Eine andere, oder weiß nicht",
            Booked = kind => $"Ich speichere, dass du {kind} gebucht hast.",
            BookedSaved = (kind, day) => $"Du hast {kind} für {day} gebucht.",
            DaysHavePassed =
                "Die vorgeschlagenen Tage sind vorbei. Hattest du die Massage, dann sag es mir auf deiner Seite.",
            DaysToCome = "Die vorgeschlagenen Tage kommen erst noch.",
            HadMassage = "Ich speichere die Massage, die du hattest.",
            MassageSaved = day => $"Du hattest eine Massage am {day}.",
            NotThisWeek = days =>
                $"Ich speichere, dass du die Massage für {days} auslässt. Später frage ich nicht danach.",
            NotThisWeekSaved = days => $"Keine Massage für {days}.",
            DidNotHave = days =>
                $"Ich speichere, dass du die Massage für {days} ausgelassen hast. Ich frage nicht noch einmal.",
            DidNotHaveSaved = days => $"Du hast die Massage für {days} ausgelassen.",
            WasRace = day => $"Ich speichere, dass dein Lauf am {day} ein Rennen war.",
            WasRaceSaved = day => $"Dein Lauf am {day} war ein Rennen.",
            JustRun = day => $"Ich speichere, dass dein Lauf am {day} kein Rennen war.",
            JustRunSaved = day => $"Dein Lauf am {day} war ein Lauf wie andere.",
            Ran = day => $"Ich merke mir, dass du das Rennen am {day} gelaufen bist. Es bleibt bei deinen Rennen.",
            RanSaved = day => $"Du bist das Rennen am {day} gelaufen.",
            DidNotStart = day => $"Ich nehme das Rennen am {day} aus deiner Liste.",
            DidNotStartSaved = day => $"Das Rennen am {day} ist nicht mehr in deiner Liste.",
            RaceIsFromCalendar = "Das Rennen kommt aus deinem Rennkalender und käme wieder. Entfern es dort.",
            Better = day => $"Nach der Massage am {day} waren deine Beine besser.",
            Same = day => $"Nach der Massage am {day} waren deine Beine wie vorher.",
            Worse = day => $"Nach der Massage am {day} waren deine Beine schlechter.",
            PainGone = "Ich speichere, dass es ab heute weg ist.",
            PainGoneSaved = "Es ist weg. Schön zu hören.",
            NoPain = "Hier ist nichts offen: Alles, was du gemeldet hast, ist schon weg.",
            SawSomeone =
                "Ich merke mir, dass jemand es angeschaut hat. Still bin ich, bis du mir sagst, dass es weg ist.",
            SawSomeoneSaved = "Jemand hat es angeschaut. Sag mir, wenn es weg ist.",
            Pause = day =>
                $"Bis einschließlich {day} schicke ich keine E-Mails. Meldest du etwas Ernstes, hörst du trotzdem von "
                + "mir.",
            PauseSaved = day => $"Keine E-Mails bis einschließlich {day}.",
            PausedAlready = "Deine E-Mails machen schon länger Pause.",
            Hurts = "Wo ist es, und wie stark? Wenn es jemand anschauen sollte, sage ich es dir sofort.",
            WhichSide = "Welche Seite?",
            NoSide = "Keine, oder beide",
            Left = "Links",
            Right = "Rechts",
            Where = "Wo?",
            Area = formatArea,
            OtherArea = "Woanders, in deinen Worten",
            PleaseChoose = "Bitte wählen",
            HowStrong = "Wie stark tut es weh?",
            Severity = severity =>
                severity switch
                {
                    0 => "so gut wie gar nicht",
                    1 => "kaum da",
                    3 => "spürbar",
                    5 => "ich laufe anders",
                    7 => "es hält mich auf",
                    10 => "das Schlimmste, was ich kenne",
                    _ => "",
                },
            SinceWhen = "Seit wann?",
            Today = "Heute",
            Yesterday = "Gestern",
            WhichSigns = "Ist etwas davon dabei? Lass weg, was nicht passt.",
            HurtsSaved = "Ich denke bei jedem Vorschlag daran, bis du mir sagst, dass es weg ist.",
        };
}

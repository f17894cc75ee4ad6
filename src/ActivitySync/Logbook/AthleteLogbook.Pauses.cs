using ActivitySync.Data;

namespace ActivitySync.Logbook;

// Pauses of emails.
internal sealed partial class AthleteLogbook
{
    /// <summary>Pauses emails; replaces the previous pause.</summary>
    /// <param name="until">The last day without emails.</param>
    /// <exception cref="InvalidEntryException">The date has passed.</exception>
    public SavedChange Pause(DateOnly until)
    {
        CheckNotPast(until, EntryField.Until);
        return SaveChange(
            transaction => PauseRepository.Save(Connection, AthleteId, until, transaction),
            LogbookTable.Pauses
        );
    }

    /// <summary>
    /// Ends all pauses, those from titles too. <see cref="SavedChange.HasChanged"/> is false if there was none.
    /// </summary>
    public SavedChange Resume() =>
        SaveChange(
            transaction => PauseRepository.End(Connection, AthleteId, Today, transaction),
            LogbookTable.Pauses,
            LogbookTable.TitlePauses
        );
}

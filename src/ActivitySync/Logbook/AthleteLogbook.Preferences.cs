using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Logbook;

// Preferences that are changed together, by one form.
internal sealed partial class AthleteLogbook
{
    /// <summary>Saves preferences.</summary>
    /// <param name="values">Values as <see cref="PreferenceService.Parse"/> returns them.</param>
    public SavedChange SavePreferences(IReadOnlyList<(Preference Preference, string Value)> values) =>
        SaveChange(
            transaction =>
            {
                foreach (var (preference, value) in values)
                {
                    PreferenceRepository.Save(
                        Connection,
                        AthleteId,
                        preference,
                        value,
                        _clock.GetUtcNow(),
                        transaction
                    );
                }
            },
            LogbookTable.Preferences
        );
}

using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Tests.Documents;

public sealed class SettingsPageTests
{
    private static string Page => Path.Combine(TestPaths.RepositoryRoot, "docs", "settings.md");

    [Fact]
    public async Task The_page_of_settings_matches_the_program()
    {
        var cancel = TestContext.Current.CancellationToken;
        var sample = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, "appsettings.sample.json"),
            cancel
        );
        var errors = new List<SettingError>();
        var minimal = SettingsDocument.Read(
            "x",
            Encoding.UTF8.GetBytes(
                """{"Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}]}"""
            ),
            errors
        );

        var page = SettingsPage.Render(sample, SettingsFile.Parse("x", minimal, errors).Effective);

        // To accept a change: ACCEPT_SETTINGS_PAGE=1 dotnet test --filter SettingsPageTests
        if (Environment.GetEnvironmentVariable("ACCEPT_SETTINGS_PAGE") == "1")
        {
            await File.WriteAllTextAsync(Page, page, cancel);
        }

        Assert.Equal(page, await File.ReadAllTextAsync(Page, cancel));
    }

    [Fact]
    public async Task Every_setting_has_a_description()
    {
        var rows = (await File.ReadAllLinesAsync(Page, TestContext.Current.CancellationToken))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.False(row.EndsWith("|  |", StringComparison.Ordinal), row));
    }
}

using System.Text;

namespace ActivitySync.Sources.Calendars;

/// <summary>Reads a calendar from its address or file. The address is a secret, so no message contains it.</summary>
internal sealed class CalendarDownloader(HttpClient http)
{
    /// <summary>Far above the size of a calendar of many years.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Returns the text, or the problem as part of a sentence.</summary>
    public async Task<(string? Text, string? Problem)> FetchAsync(
        string addressOrPath,
        CancellationToken cancellationToken
    )
    {
        var address = addressOrPath.StartsWith("webcal:", StringComparison.OrdinalIgnoreCase)
            ? $"https:{addressOrPath["webcal:".Length..]}"
            : addressOrPath;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? await DownloadAsync(uri!, cancellationToken)
            : ReadFile(addressOrPath);
    }

    private async Task<(string? Text, string? Problem)> DownloadAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.Clear();
            request.Headers.Accept.ParseAdd("text/calendar");
            using var answer = await http.SendAsync(request, cancellationToken);
            var status = (int)answer.StatusCode;
            if (status is >= 300 and < 400)
            {
                return (null, $"its address redirects elsewhere (HTTP {status}); set the new address in the settings");
            }

            if (!answer.IsSuccessStatusCode)
            {
                return (null, $"its server answers HTTP {status}; check the address");
            }

            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return bytes.Length > MaxBytes
                ? (null, "it is larger than any calendar of races")
                : (Encoding.UTF8.GetString(bytes), null);
        }
        catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is { } fault)
        {
            return (
                null,
                fault == HttpFailure.Unreachable ? "its server cannot be reached" : "its server did not answer in full"
            );
        }
    }

    private static (string? Text, string? Problem) ReadFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return (null, "its file is not there");
            }

            return file.Length > MaxBytes
                ? (null, "it is larger than any calendar of races")
                : (File.ReadAllText(path), null);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, "its file may not be read");
        }
    }
}

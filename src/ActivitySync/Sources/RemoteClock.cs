namespace ActivitySync.Sources;

/// <summary>What the clocks of the services say: their answers carry a date, whatever they answer.</summary>
internal sealed class RemoteClock(HttpClient http)
{
    /// <summary>The hosts that answered, with the instant each told. Nothing is asked of an interface that counts its calls.</summary>
    public async Task<IReadOnlyList<(string Host, DateTimeOffset Says)>> GetTimesAsync(
        IEnumerable<Uri> addresses,
        CancellationToken cancellationToken
    )
    {
        var said = new List<(string, DateTimeOffset)>();
        foreach (var address in addresses.Select(service => new Uri(service, "/robots.txt")))
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Head, address);
                using var answer = await http.SendAsync(request, cancellationToken);
                if (answer.Headers.Date is { } date)
                {
                    said.Add((address.Host, date));
                }
            }
            catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is not null)
            {
                // that a service is away is told where it is asked for more
            }
        }

        return said;
    }
}

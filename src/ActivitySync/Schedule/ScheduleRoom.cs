using ActivitySync.Settings;

namespace ActivitySync.Schedule;

internal static class ScheduleRoom
{
    public static IServiceCollection AddSchedule(this IServiceCollection services, AppSettings settings) => services;
}

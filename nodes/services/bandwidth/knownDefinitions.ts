/**
 * Account reports by the names of Bandwidth's table ("Downloading Reports"), and two more that its customers
 * have (37 and 67). Which of them an account has differs: ask `reportDefinitions` first.
 */
export const KNOWN_DEFINITIONS: ReadonlyArray<{ id: string; name: string }> = [
	{ id: '36', name: 'Alternate Caller ID E911 Report' },
	{ id: '37', name: 'Bandwidth Inventory' },
	{ id: '30', name: 'Disconnected Phone Numbers' },
	{ id: '42', name: 'E911 Addresses' },
	{ id: '6', name: 'E911 Phone Number Details' },
	{ id: '34', name: 'End-User Phone Number Assignment' },
	{ id: '31', name: 'External Phone Number Details' },
	{ id: '2', name: 'Full Phone Number Details' },
	{ id: '64', name: 'International TN Inventory Summary' },
	{ id: '48', name: 'Iris Account Number Utilization Report' },
	{ id: '67', name: 'Messaging TN Details' },
	{ id: '59', name: 'New Numbers' },
	{ id: '47', name: 'Number Utilization Telephone Number List Report' },
	{ id: '4', name: 'Phone Number Inventory' },
	{ id: '14', name: 'Port-in Orders' },
	{ id: '8', name: 'Port-out Orders' },
	{ id: '50', name: 'Protected Phone Numbers Report' },
	{ id: '65', name: 'Telephone Number Route Plan Report' },
	{ id: '16', name: 'UC Account Summary' },
	{ id: '24', name: 'User Information' },
];
